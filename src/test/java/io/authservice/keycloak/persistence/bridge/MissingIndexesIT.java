package io.authservice.keycloak.persistence.bridge;

import static io.authservice.keycloak.testing.DjangoRows.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code /health/ready} tells of indexes that a bridged database lacks. */
@WithBridgedKeycloak
class MissingIndexesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofMinutes(2);

  private final BridgedKeycloak server;
  private DjangoRows django;

  MissingIndexesIT(BridgedKeycloak server) {
    this.server = server;
  }

  @BeforeEach
  void prepare() {
    // A look goes through all bridged databases.
    server.removeRealms();
    django = server.database();
    django.user("ada", false);
  }

  private void users(int count) {
    django.execute(
        "insert into users_user (password, is_superuser, username, first_name, last_name, email,"
            + " is_staff, is_active, date_joined) select '!', false, 'user' || n, '', '', '',"
            + " false, true, now() from generate_series(1, "
            + count
            + ") n",
        "analyze users_user");
  }

  /** What is told of the indexes, once the database is known to answer. */
  private String told() {
    BridgedRealm realm = server.realm(server.settings(django));
    realm.login("ada", PASSWORD);
    String name = realm.name() + "/" + realm.componentId();
    await().atMost(SOON).until(() -> data().path(name).asText().equals("UP"));
    String told = data().path(name + " indexes").asText();
    realm.remove();
    return told;
  }

  private JsonNode data() {
    String answer = server.metrics().readiness().body();
    try {
      for (JsonNode check : JSON.readTree(answer).get("checks")) {
        if (check.get("name").textValue().equals("Auth service databases")) {
          return check.path("data");
        }
      }
      throw new AssertionError(answer);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(answer, unreadable);
    }
  }

  @Test
  void ofManyUsersAreNamed() {
    users(11_000);

    assertThat(told())
        .isEqualTo("missing: users_user_lower_username, users_user_lower_email, users_user_search");
  }

  @Test
  void ofFewUsersAreNotMissed() {
    users(1000);

    assertThat(told()).isEmpty();
  }

  @Test
  void areKnownByWhatTheyIndex() {
    users(11_000);
    django.execute(
        "create index someone_s_own on users_user (lower(email) varchar_pattern_ops, id)",
        // Not for all users, not lowered, not the first key.
        "create index partial on users_user (lower(username)) where is_active",
        "create index as_it_is on users_user (username)",
        "create index second on users_user (id, lower(username))");

    assertThat(told()).isEqualTo("missing: users_user_lower_username, users_user_search");
  }

  /** The page's own commands. */
  @Test
  void areTheOnesThatThePageSaysToMake() throws IOException {
    users(11_000);
    List<String> commands = commands();
    assertThat(commands).hasSize(4);
    commands.forEach(django::execute);

    assertThat(told()).isEmpty();
  }

  private static List<String> commands() throws IOException {
    return Pattern.compile("CREATE (?:EXTENSION|INDEX)[^;]+;")
        .matcher(Files.readString(Path.of("docs/bridge.md")))
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
