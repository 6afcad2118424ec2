package io.authservice.keycloak.admin.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.migration.ImportCalls;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What administrators did, by every door, as the history tells it. */
@WithPostgresKeycloak
class HistoryIT {

  private static final String REALM = "/admin/realms/" + TestSettings.REALM;
  private static final String BASE = REALM + "/auth-service/";
  private static final String PASSWORD = "tr0mb0ne-quartet";
  private static final String SECRET = "An0ther-horse-Batt3ry";

  private final PostgresKeycloak stack;
  private final TimedClient client;
  private String root = "";
  private long anna;

  HistoryIT(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = stack.client();
  }

  @BeforeEach
  void prepare() {
    new ImportCalls(stack).empty();
    client.send("DELETE", REALM + "/admin-events", stack.masterToken(), Map.of());
    stack.execute("insert into auth_group (id, name) values (900, 'Writers')");
    anna = client.newUser("anna", PASSWORD, false);
    root = client.adminToken(TestSettings.SUPERUSER_NAME, TestSettings.SUPERUSER_PASSWORD);
  }

  @AfterEach
  void empty() {
    new ImportCalls(stack).empty();
  }

  @Test
  void tellsWhatWasDoneByTheConsole() {
    String id = keycloakId(anna);
    Map<String, Object> user = new HashMap<>();
    client
        .admin("/users/" + id, root)
        .json()
        .properties()
        .forEach(member -> user.put(member.getKey(), member.getValue()));
    user.put("firstName", "Anna Maria");
    assertThat(client.send("PUT", REALM + "/users/" + id, root, user).status()).isEqualTo(204);
    client.send(
        "PUT",
        REALM + "/users/" + id + "/reset-password",
        root,
        Map.of("type", "password", "value", SECRET));
    client.send("POST", REALM + "/users/" + id + "/logout", root, Map.of());

    JsonNode entries = results("users/" + anna + "/history");

    assertThat(texts(entries, "/action")).containsExactly("action", "password", "change", "add");
    assertThat(entries.get(0).get("note").textValue()).isEqualTo("sessions_ended");
    assertThat(entries.get(2).get("note").textValue()).isEqualTo("as_sent");
    assertThat(change(entries.get(2), "first_name").get("to").textValue()).isEqualTo("Anna Maria");
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(entry.at("/target/kind").textValue()).isEqualTo("user");
              assertThat(entry.at("/target/id").longValue()).isEqualTo(anna);
              assertThat(entry.at("/target/name").textValue()).isEqualTo("anna");
              assertThat(entry.at("/actor/name").textValue())
                  .isEqualTo(TestSettings.SUPERUSER_NAME);
              assertThat(entry.at("/actor/id").isIntegralNumber()).isTrue();
              assertThat(entry.get("time").textValue()).endsWith("Z");
            });
    assertThat(entries.toString()).doesNotContain(SECRET, PASSWORD);
  }

  @Test
  void tellsOldAndNewOfWhatIsDoneByOurCalls() {
    client.send("PATCH", BASE + "users/" + anna + "/grants", root, Map.of("groups", List.of(900)));
    client.send("POST", BASE + "bulk", root, Map.of("action", "deactivate", "ids", List.of(anna)));

    JsonNode entries = results("users/" + anna + "/history");

    assertThat(texts(entries, "/action")).containsExactly("change", "change", "add");
    assertThat(entries.get(0).get("changes"))
        .hasToString("[{\"field\":\"is_active\",\"from\":true,\"to\":false}]");
    assertThat(entries.get(0).get("note").isNull()).isTrue();
    assertThat(entries.get(1).get("changes"))
        .hasToString("[{\"field\":\"groups\",\"from\":[],\"to\":[\"Writers\"]}]");
    assertThat(change(entries.get(2), "email").get("to").textValue()).isEqualTo("anna@example.com");
  }

  @Test
  void tellsOfAGroup() {
    client.send("PATCH", BASE + "groups/900", root, Map.of("name", "Authors"));

    JsonNode entries = results("groups/900/history");

    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).get("target"))
        .hasToString("{\"kind\":\"group\",\"id\":900,\"name\":\"Authors\",\"former_id\":null}");
    assertThat(entries.get(0).get("changes"))
        .hasToString("[{\"field\":\"name\",\"from\":\"Writers\",\"to\":\"Authors\"}]");
  }

  @Test
  void thoseWhoAreGoneHaveTheNamesTheyHad() {
    client.newUser("staffer", PASSWORD, true);
    String staff = client.adminToken("staffer", PASSWORD);
    client.send("POST", BASE + "bulk", staff, Map.of("action", "delete", "ids", List.of(anna)));
    client.send(
        "POST",
        BASE + "bulk",
        root,
        Map.of("action", "delete", "ids", List.of(Long.parseLong(idOf("staffer")))));

    JsonNode entries = results("history");

    assertThat(entries.get(1).get("action").textValue()).isEqualTo("delete");
    assertThat(entries.get(1).get("target"))
        .hasToString(
            "{\"kind\":\"user\",\"id\":null,\"name\":\"anna\",\"former_id\":" + anna + "}");
    assertThat(entries.get(1).at("/actor/name").isNull()).isTrue();
    assertThat(entries.get(1).at("/actor/id").isNull()).isTrue();
    assertThat(entries.get(1).at("/actor/former_id").isIntegralNumber()).isTrue();
    assertThat(texts(results("users/" + anna + "/history"), "/action"))
        .containsExactly("delete", "add");
  }

  @Test
  void tellsOfUsersAndGroupsAlone() {
    Map<String, Object> settings = Map.of("displayName", "Changed");
    client.send("PUT", REALM, stack.masterToken(), settings);

    JsonNode entries = results("history");

    assertThat(texts(entries, "/target/name")).containsExactly("anna");
    assertThat(entries.toString()).doesNotContain("Changed");
  }

  @Test
  void administratorsOfTheMasterRealmHaveNames() {
    client.send(
        "POST",
        BASE + "bulk",
        stack.masterToken(),
        Map.of("action", "deactivate", "ids", List.of(anna)));

    assertThat(results("history").get(0).get("actor"))
        .hasToString(
            "{\"name\":\"" + TestSettings.MASTER_ADMIN_NAME + "\",\"id\":null,\"former_id\":null}");
  }

  @Test
  void comesInPages() {
    for (int turn = 0; turn < 3; turn++) {
      for (String action : List.of("deactivate", "activate")) {
        client.send("POST", BASE + "bulk", root, Map.of("action", action, "ids", List.of(anna)));
      }
    }
    for (String history : List.of("history", "users/" + anna + "/history")) {
      JsonNode first = client.get(BASE + history + "?limit=4", root).json();
      JsonNode second = client.get(BASE + history + "?limit=4&offset=4", root).json();

      assertThat(first.get("results")).as(history).hasSize(4);
      assertThat(first.get("next").booleanValue()).isTrue();
      assertThat(second.get("results")).hasSize(3);
      assertThat(second.get("next").booleanValue()).isFalse();
      assertThat(second.at("/results/2/action").textValue()).isEqualTo("add");
      assertThat(client.get(BASE + history + "?offset=7", root).json().get("results")).isEmpty();
    }
  }

  @Test
  void saysThatNothingIsNoted() {
    client.send("PUT", REALM, stack.masterToken(), Map.of("adminEventsEnabled", false));
    try {
      JsonNode history = client.get(BASE + "history", root).json();

      assertThat(history.get("enabled").booleanValue()).isFalse();
      assertThat(history.get("results")).hasSize(1);
    } finally {
      client.send("PUT", REALM, stack.masterToken(), Map.of("adminEventsEnabled", true));
    }
    assertThat(client.get(BASE + "history", root).json().get("enabled").booleanValue()).isTrue();
  }

  @Test
  void whoSeesUsersSeesTheirHistory() {
    client.newUser("staffer", PASSWORD, true);

    for (String path : List.of("history", "users/" + anna + "/history", "groups/900/history")) {
      assertThat(client.get(BASE + path, "").status()).as(path).isEqualTo(401);
      assertThat(client.get(BASE + path, client.adminToken("anna", PASSWORD)).status())
          .as(path)
          .isEqualTo(403);
      assertThat(client.get(BASE + path, client.adminToken("staffer", PASSWORD)).status())
          .as(path)
          .isEqualTo(200);
      assertThat(client.get(BASE + path, stack.masterToken()).status()).as(path).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "history?limit=0, 400",
    "history?limit=x, 400",
    "history?offset=-1, 400",
    "history?offset=5001, 400",
    "history?user=1, 400",
    "history?limit=1&limit=2, 400",
    "users/999999/history, 404",
    "groups/999999/history, 404",
    "groups/99999999999/history, 404",
    "users/anna/history, 404"
  })
  void badQuestionsAreRefused(String path, int status) {
    assertThat(client.get(BASE + path, root).status()).isEqualTo(status);
  }

  private JsonNode results(String path) {
    Answer answer = client.get(BASE + path, root);
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return answer.json().get("results");
  }

  private static List<String> texts(JsonNode entries, String pointer) {
    return StreamSupport.stream(entries.spliterator(), false)
        .map(entry -> entry.at(pointer).textValue())
        .toList();
  }

  private static JsonNode change(JsonNode entry, String field) {
    return StreamSupport.stream(entry.get("changes").spliterator(), false)
        .filter(change -> change.get("field").textValue().equals(field))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + field + " in " + entry));
  }

  private String keycloakId(long id) {
    return client.get(BASE + "users/" + id, root).json().get("keycloak_id").textValue();
  }

  private String idOf(String username) {
    return stack.select("select id from users_user where username = '" + username + "'").get(0);
  }
}
