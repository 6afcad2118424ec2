package io.authservice.keycloak.resilience;

import static org.awaitility.Awaitility.await;

import io.authservice.keycloak.server.Sql;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kills Keycloak and PostgreSQL while users are written, and looks for what was acknowledged.
 * {@code -Dtorture.rounds=20} does so more often than once.
 */
@Tag("resilience")
@WithPostgresKeycloak
class TortureIT {

  private static final int ROUNDS = Integer.getInteger("torture.rounds", 1);
  private static final int BEFORE = 100;
  private static final int AFTER = 30;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration OUTAGE = Duration.ofSeconds(2);

  private final PostgresKeycloak stack;

  TortureIT(PostgresKeycloak stack) {
    this.stack = stack;
  }

  @Test
  void keepsWhatItAcknowledgedWhenKeycloakIsKilled() {
    for (int round = 0; round < ROUNDS; round++) {
      torture("Keycloak", writers -> stack.cutPower());
    }
  }

  @Test
  void keepsWhatItAcknowledgedWhenTheDatabaseIsKilled() {
    for (int round = 0; round < ROUNDS; round++) {
      torture("PostgreSQL", this::crash);
    }
  }

  private void crash(Writers writers) {
    stack.postgres().crash();
    await().pollDelay(OUTAGE).atMost(PATIENCE).until(() -> writers.unavailable() > 0);
    stack.postgres().start();
  }

  private interface Blow {
    void fall(Writers writers);
  }

  private void torture(String victim, Blow blow) {
    TimedClient client = stack.client();
    Writers written;
    try (Writers writers = Writers.start(() -> client, client.loginAsSuperuser().access())) {
      written = writers;
      await().atMost(PATIENCE).until(() -> writers.acknowledged() >= BEFORE);
      blow.fall(writers);
      int known = writers.acknowledged();
      await().atMost(PATIENCE).until(() -> writers.acknowledged() >= known + AFTER);
    }
    written.assertKept(new Sql(stack::connect));
    System.out.printf(
        "torture: %s killed; %d writes acknowledged, 0 lost; %d answered 503, %d not at all, 0"
            + " otherwise%n",
        victim, written.acknowledged(), written.unavailable(), written.unreachable());
  }
}
