package io.authservice.keycloak.admin.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.migration.ImportCalls;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.SlowReader;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of users by dates, as a file, and in numbers. */
@WithPostgresKeycloak
class UserExportIT {

  private static final String BASE = "/admin/realms/" + TestSettings.REALM + "/auth-service/";
  private static final String PASSWORD = "tr0mb0ne-quartet";

  private final PostgresKeycloak stack;
  private final TimedClient client;
  private String root = "";

  UserExportIT(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = stack.client();
  }

  @BeforeEach
  void prepare() {
    new ImportCalls(stack).empty();
    root = client.adminToken(TestSettings.SUPERUSER_NAME, TestSettings.SUPERUSER_PASSWORD);
  }

  @AfterEach
  void empty() {
    new ImportCalls(stack).empty();
  }

  @Test
  void theFileHasTheColumnsOfTheListAndNoPassword() {
    row("anna", "'2024-02-29 12:00:00.5+00'", "null");
    stack.execute(
        "update users_user set first_name = '=1+1', last_name = 'a, \"b\"' where username = 'anna'");

    Response file =
        RestAssured.given()
            .auth()
            .oauth2(root)
            .get(stack.keycloak().baseUrl() + BASE + "users/export?username=anna");

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.contentType()).isEqualTo("text/csv; charset=utf-8");
    assertThat(file.header("Content-Disposition")).isEqualTo("attachment; filename=\"users.csv\"");
    assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(file.header("Cache-Control")).isEqualTo("no-store");
    String[] lines = file.asString().split("\r\n", -1);
    assertThat(lines).hasSize(3);
    assertThat(lines[0])
        .isEqualTo(
            "id,keycloak_id,username,email,first_name,last_name,is_active,is_staff,is_superuser,"
                + "last_login,date_joined");
    assertThat(lines[1])
        .matches(
            "\\d+,f:[^,]+:\\d+,anna,anna@example.com,'=1\\+1,\"a, \"\"b\"\"\",true,false,false,"
                + ",2024-02-29T12:00:00.500Z");
  }

  @Test
  void aLongFileIsWhole() {
    stack.insertUsers("row", 5000);

    Answer file = client.get(BASE + "users/export?search=row&ordering=-username", root);

    List<String> lines = file.body().lines().toList();
    assertThat(lines).hasSize(5001);
    assertThat(lines.get(1)).contains(",row999,");
    assertThat(lines.get(5000)).contains(",row1,");
  }

  /** Each keeps a thread and a connection to the database. */
  @Test
  void onlySomeFilesAreReadAtATimeAndWhoGoesAwayMakesRoom() throws IOException {
    stack.insertUsers("row", 30_000);
    String path = BASE + "users/export";
    List<SlowReader> readers = new ArrayList<>();
    try {
      for (int reader = 0; reader < 4; reader++) {
        readers.add(SlowReader.get(stack.keycloak().baseUrl(), path, root));
        assertThat(readers.get(reader).status()).isEqualTo(200);
      }
      Response another =
          RestAssured.given().auth().oauth2(root).get(stack.keycloak().baseUrl() + path);
      assertThat(another.statusCode()).isEqualTo(429);
      assertThat(another.header("Retry-After")).isEqualTo("1");
      assertThat(another.jsonPath().getString("code")).isEqualTo("throttled");
      assertThat(client.get(BASE + "users", root).status()).isEqualTo(200);
    } finally {
      readers.forEach(SlowReader::close);
    }

    Awaitility.await().until(() -> client.get(path, root).status() == 200);
  }

  @Test
  void whoExportedWhatIsAnAdminEvent() {
    client.get(BASE + "users/export?is_staff=false&ordering=username", root);

    JsonNode event =
        client
            .admin(
                "/admin-events?resourcePath=auth-service/users/export&max=1", stack.masterToken())
            .json()
            .get(0);

    assertThat(event.get("resourceType").textValue()).isEqualTo("AUTH_SERVICE_EXPORT");
    assertThat(event.get("operationType").textValue()).isEqualTo("ACTION");
    assertThat(event.get("representation").textValue())
        .isEqualTo("{\"is_staff\":\"false\",\"ordering\":\"username\"}");
  }

  @Test
  void onlyWhoSeesUsersExportsThem() {
    row("anna", "now()", "null");
    client.send(
        "POST",
        "/api/users/",
        "",
        Map.of("username", "plain", "password", PASSWORD, "email", "p@example.com"));

    for (String path : List.of("users/export", "summary")) {
      assertThat(client.get(BASE + path, "").status()).as(path).isEqualTo(401);
      assertThat(client.get(BASE + path, client.adminToken("plain", PASSWORD)).status())
          .as(path)
          .isEqualTo(403);
      assertThat(client.get(BASE + path, stack.masterToken()).status()).as(path).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "users/export?is_Staff=true, is_Staff",
    "users/export?limit=10, limit",
    "users/export?ordering=shoe_size, ordering",
    "users/export?date_joined=never, date_joined",
    "users?last_login=yesterday, last_login",
    "users?date_joined=, date_joined",
    "users?locked=false, locked",
    "users/export?locked=1, locked",
    "users?count=no, count",
    "users/export?count=false, count",
    "summary?week=1, week"
  })
  void whatCannotBeUsedIsRefused(String path, String parameter) {
    Answer answer = client.get(BASE + path, root);

    assertThat(answer.status()).as("%s", answer).isEqualTo(400);
    assertThat(answer.json().at("/codes/" + parameter + "/0").textValue()).isEqualTo("invalid");
  }

  @Test
  void theListIsNarrowedByDates() {
    row("old", "'2001-01-01'", "'2001-01-02'");
    row("new", "now()", "now()");
    row("weeks", "now() - interval '8 days'", "null");

    assertThat(names("date_joined=today&is_superuser=false")).containsExactly("new");
    assertThat(names("date_joined=week&is_superuser=false")).containsExactly("new");
    assertThat(names("date_joined=month")).contains("new").doesNotContain("old");
    assertThat(names("date_joined=year")).contains("new").doesNotContain("old");
    assertThat(names("last_login=today&is_superuser=false")).containsExactly("new");
    assertThat(names("last_login=never")).contains("weeks").doesNotContain("old", "new");
  }

  @Test
  void theSummaryCounts() {
    row("old", "'2001-01-01'", "null");
    row("new", "now()", "null");
    stack.execute(
        "update users_user set is_active = false, is_staff = true where username = 'old'");

    JsonNode summary = client.get(BASE + "summary", root).json();

    assertThat(summary.get("users").intValue()).isEqualTo(3);
    assertThat(summary.get("active").intValue()).isEqualTo(2);
    assertThat(summary.get("staff").intValue()).isEqualTo(2);
    assertThat(summary.get("superusers").intValue()).isEqualTo(1);
    assertThat(summary.get("joined_this_week").intValue()).isBetween(1, 2);
    assertThat(summary.get("locked").intValue()).isZero();
  }

  @Test
  void theSummaryCountsWhoIsLockedOut() {
    client.send(
        "POST",
        "/api/users/",
        "",
        Map.of("username", "plain", "password", PASSWORD, "email", "p@example.com"));
    for (int turn = 0; turn < 40; turn++) {
      client.grant(TestSettings.REALM, "admin-cli", "plain", "wrong-" + turn);
    }

    assertThat(client.get(BASE + "summary", root).json().get("locked").intValue()).isEqualTo(1);
    assertThat(names("locked=true")).containsExactly("plain");
    assertThat(names("locked=true&is_staff=true")).isEmpty();
    assertThat(client.get(BASE + "users/export?locked=true", root).body().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains(",plain,"));

    client.send(
        "DELETE",
        "/admin/realms/" + TestSettings.REALM + "/attack-detection/brute-force/users",
        stack.masterToken(),
        Map.of());

    assertThat(client.get(BASE + "summary", root).json().get("locked").intValue()).isZero();
    assertThat(names("locked=true")).isEmpty();
  }

  @Test
  void whoIsLockedOutCannotBeAskedForWhereTheRealmDoesNotKeepIt() {
    Map<String, Object> kept = Map.of("eventsEnabled", false);
    String realm = "/admin/realms/" + TestSettings.REALM;
    client.send("PUT", realm, stack.masterToken(), kept);
    try {
      Answer answer = client.get(BASE + "users?locked=true", root);

      assertThat(client.get(BASE + "summary", root).json().get("locked").isNull()).isTrue();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().at("/codes/locked/0").textValue()).isEqualTo("invalid");
    } finally {
      client.send("PUT", realm, stack.masterToken(), Map.of("eventsEnabled", true));
    }
  }

  @Test
  void aPageIsReadWithoutCountingTheOthers() {
    row("anna", "now()", "null");

    JsonNode page = client.get(BASE + "users?count=false&limit=1", root).json();

    assertThat(page.get("count").isNull()).isTrue();
    assertThat(page.get("results")).hasSize(1);
    assertThat(client.get(BASE + "users?count=true&limit=1", root).json().get("count").intValue())
        .isEqualTo(2);
  }

  private List<String> names(String query) {
    JsonNode found = client.get(BASE + "users?" + query, root).json().get("results");
    return StreamSupport.stream(found.spliterator(), false)
        .map(user -> user.get("username").textValue())
        .toList();
  }

  private void row(String name, String joined, String lastLogin) {
    stack.execute(
        "insert into users_user (password, is_superuser, username, first_name, last_name, email,"
            + " is_staff, is_active, date_joined, last_login) values ('!', false, '%s', '', '',"
                .formatted(name)
            + " '%s@example.com', false, true, %s, %s)".formatted(name, joined, lastLogin));
  }
}
