package io.authservice.keycloak.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.server.StatementLog;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithPostgresKeycloak
class StatementCountIT {

  private static final Pattern OURS =
      Pattern.compile("\\b(users_user|auth_group|auth_permission|django_content_type)");
  private static final Pattern FEDERATED = Pattern.compile("\\bfed_user|\\bfederated_user");

  private final PostgresKeycloak stack;
  private final TimedClient client;
  private String token = "";
  private String adminToken = "";

  StatementCountIT(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = stack.client();
  }

  @BeforeEach
  void logIn() {
    token = client.loginAsSuperuser().access();
    adminToken = stack.masterToken();
  }

  @AfterEach
  void removeRows() {
    stack.execute("delete from users_user where username like 'row%'");
  }

  @Test
  void knowsTheCallerWithoutAStatement() {
    assertThat(ours(() -> client.get("/auth/me/", token))).isEmpty();
  }

  @Test
  void logsInWithTheStatementsOfKeycloaksOwnGrant() {
    Map<String, String> credentials =
        Map.of(
            "username", TestSettings.SUPERUSER_NAME, "password", TestSettings.SUPERUSER_PASSWORD);
    List<String> granted =
        ours(
            () ->
                client.grant(
                    TestSettings.REALM,
                    "auth-service-api",
                    TestSettings.SUPERUSER_NAME,
                    TestSettings.SUPERUSER_PASSWORD));

    assertThat(ours(() -> client.send("POST", "/api/token/", "", credentials)))
        .isEqualTo(granted)
        .isNotEmpty();
  }

  @Test
  void readsOneUserInOneStatement() {
    stack.insertUsers("row", 1);
    String other = stack.select("select id from users_user where username = 'row1'").get(0);
    long own = client.get("/auth/me/", token).json().get("id").longValue();

    assertThat(ours(() -> client.get("/api/users/" + other + "/", token))).hasSize(1);
    assertThat(ours(() -> client.get("/api/users/" + own + "/", token))).hasSizeLessThan(2);
  }

  /** Its roles and groups together, as they say who may change it. */
  @Test
  void asksOnceWhatAUserHoldsBeforeItIsChanged() {
    stack.insertUsers("row", 1);
    String other = stack.select("select id from users_user where username = 'row1'").get(0);

    assertThat(
            statements(
                () ->
                    client.send(
                        "PATCH", "/api/users/" + other + "/", token, Map.of("last_name", "Row"))))
        .filteredOn(
            sql ->
                sql.contains("fed_user_role_mapping") || sql.contains("fed_user_group_membership"))
        .hasSize(1);
  }

  @Test
  void readsTheListInOneStatementHoweverLongItIs() {
    stack.insertUsers("row", 2);
    assertThat(ours(() -> client.get("/api/users/", token))).hasSize(1);

    stack.insertUsers("rows", 298);
    assertThat(ours(() -> client.get("/api/users/", token))).hasSize(1);
    assertThat(client.get("/api/users/", token).json())
        .filteredOn(user -> user.get("username").textValue().startsWith("row"))
        .hasSize(300);
  }

  @Test
  void readsAPageOfTheAdminApiInAsManyStatementsHoweverManyRowsItHas() {
    // Of ours: the users, and the Django groups of them all.
    stack.insertUsers("row", 240);
    for (String query : List.of("", "&search=row", "&email=row")) {
      String brief = "&briefRepresentation=true" + query;
      assertThat(page(0, 10, brief)).isEqualTo(new Statements(2, 1));
      assertThat(page(20, 100, brief)).isEqualTo(new Statements(2, 1));
    }
  }

  /** With all attributes, Keycloak asks once a user when its tokens were revoked, and caches it. */
  @Test
  void readsAPageInFullWithOneMoreStatementForEachRowThatIsNotCached() {
    stack.insertUsers("row", 240);
    String full = "&search=row&briefRepresentation=false";

    assertThat(page(0, 10, full)).isEqualTo(new Statements(2, 3 + 10));
    assertThat(page(0, 10, full)).isEqualTo(new Statements(2, 3));
    assertThat(page(20, 100, full)).isEqualTo(new Statements(2, 3 + 100));
    assertThat(page(20, 100, full)).isEqualTo(new Statements(2, 3));
  }

  @Test
  void showsOnAPageWhatFederatedStorageHoldsForEachUser() {
    stack.insertUsers("row", 3);
    String id =
        client
            .admin("/users?username=row2&exact=true", adminToken)
            .json()
            .get(0)
            .get("id")
            .asText();
    Answer changed =
        client.send(
            "PUT",
            "/admin/realms/auth-service/users/" + id,
            adminToken,
            Map.of("emailVerified", true, "requiredActions", List.of("UPDATE_PROFILE")));
    assertThat(changed.status()).as("%s", changed).isEqualTo(204);

    JsonNode page = client.admin("/users?search=row&briefRepresentation=false", adminToken).json();

    assertThat(page).hasSize(3);
    for (JsonNode user : page) {
      boolean second = user.get("id").asText().equals(id);
      assertThat(user.get("emailVerified").booleanValue()).isEqualTo(second);
      assertThat(user.get("requiredActions")).hasSize(second ? 1 : 0);
    }
  }

  @Test
  void countsInOneStatementAndReadsOneUserInTwo() {
    stack.insertUsers("row", 20);
    String id =
        client
            .admin("/users?username=row7&exact=true", adminToken)
            .json()
            .get(0)
            .get("id")
            .asText();

    assertThat(ours(() -> client.admin("/users/count", adminToken))).hasSize(1);
    assertThat(ours(() -> client.admin("/users/count?search=row", adminToken))).hasSize(1);
    // The user and its Django groups.
    assertThat(ours(() -> client.admin("/users/" + id, adminToken))).hasSizeLessThan(3);
  }

  private List<String> ours(Supplier<Answer> request) {
    return statements(request).stream().filter(sql -> OURS.matcher(sql).find()).toList();
  }

  private Statements page(int first, int max, String query) {
    List<String> all =
        statements(() -> client.admin("/users?first=" + first + "&max=" + max + query, adminToken));
    return new Statements(count(all, OURS), count(all, FEDERATED));
  }

  /** How many were sent about the accounts, and about what federated storage holds for them. */
  private record Statements(long ours, long federated) {}

  private static long count(List<String> statements, Pattern tables) {
    return statements.stream().filter(sql -> tables.matcher(sql).find()).count();
  }

  /** What a request sends when everything that can be cached is, but for the users it reads. */
  private List<String> statements(Supplier<Answer> request) {
    client.get("/auth/me/", token);
    client.admin("/users?max=1", adminToken);
    StatementLog log = stack.statements();
    StatementLog.Mark mark = log.mark();
    assertThat(request.get().status()).isEqualTo(200);
    return log.since(mark).stream().map(sql -> sql.toLowerCase(Locale.ROOT)).toList();
  }
}
