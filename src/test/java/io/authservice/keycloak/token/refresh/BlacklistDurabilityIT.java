package io.authservice.keycloak.token.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.TimedClient.Tokens;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was answered about a blacklisted token holds, whatever happens to server and database. */
@Tag("resilience")
@WithPostgresKeycloak
class BlacklistDurabilityIT {

  private final PostgresKeycloak stack;
  private final TimedClient client;

  BlacklistDurabilityIT(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = stack.client();
  }

  @Test
  void outlivesAPowerCut() {
    Tokens ended = client.loginAsSuperuser();
    Tokens live = client.loginAsSuperuser();
    assertThat(blacklist(ended).status()).isEqualTo(200);

    stack.cutPower();

    assertThat(refresh(ended).status()).isEqualTo(401);
    assertThat(refresh(ended).body()).contains("Token is blacklisted");
    assertThat(refresh(live).status()).isEqualTo(200);
  }

  @Test
  void isNotClaimedBeforeItIsWritten() {
    Tokens tokens = client.loginAsSuperuser();

    stack.postgres().crash();
    Answer refused = blacklist(tokens);
    stack.postgres().start();

    assertThat(refused.status()).as("%s", refused).isEqualTo(503);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.get("/api/users/", tokens.access()).status() == 200);
    // The first try may count; then this one must see to it that it counts for good.
    assertThat(blacklist(tokens).status()).isIn(200, 401);
    stack.cutPower();
    assertThat(refresh(tokens).body()).contains("Token is blacklisted");
  }

  private Answer blacklist(Tokens tokens) {
    return client.send("POST", "/api/token/blacklist/", "", Map.of("refresh", tokens.refresh()));
  }

  private Answer refresh(Tokens tokens) {
    return client.send("POST", "/api/token/refresh/", "", Map.of("refresh", tokens.refresh()));
  }
}
