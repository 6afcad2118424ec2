package io.authservice.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.migration.ImportCalls;
import io.authservice.keycloak.server.StatementLog;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of users, groups and grants that we add to the Admin API. */
@WithPostgresKeycloak
class GroupAdminIT {

  private static final String BASE = "/admin/realms/" + TestSettings.REALM + "/auth-service/";
  private static final String PASSWORD = "tr0mb0ne-quartet";
  private static final String DENIED =
      "{\"detail\":\"You do not have permission to perform this action.\",\"code\":\"permission_denied\"}";

  private final PostgresKeycloak stack;
  private final TimedClient client;
  private String root = "";
  private long plain;

  GroupAdminIT(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = stack.client();
  }

  @BeforeEach
  void prepare() {
    new ImportCalls(stack).empty();
    stack.execute(
        "insert into django_content_type (id, app_label, model) values (1, 'shop', 'order');"
            + "insert into auth_permission (id, name, content_type_id, codename) values"
            + " (1, 'Can add order', 1, 'add_order'), (2, 'Can view order', 1, 'view_order');"
            + "insert into auth_group (id, name) values (900, 'Writers');"
            + "insert into auth_group_permissions (group_id, permission_id) values (900, 2)");
    plain = client.newUser("plain", PASSWORD, false);
    client.newUser("staffer", PASSWORD, true);
    root = client.adminToken(TestSettings.SUPERUSER_NAME, TestSettings.SUPERUSER_PASSWORD);
  }

  @AfterEach
  void empty() {
    new ImportCalls(stack).empty();
  }

  @ParameterizedTest
  @CsvSource({
    "anonymous, 401, 401, 401, 401, 401",
    "plain, 403, 403, 403, 403, 403",
    "staffer, 200, 403, 403, 403, 403",
    "superuser, 200, 201, 200, 200, 204",
    "master, 200, 201, 200, 200, 204",
  })
  void staffReadAndSuperusersChange(
      String who, int read, int create, int change, int give, int delete) {
    String token =
        switch (who) {
          case "anonymous" -> "";
          case "superuser" -> root;
          case "master" -> stack.masterToken();
          default -> client.adminToken(who, PASSWORD);
        };

    for (String path :
        List.of(
            "users",
            "users/" + plain,
            "users/" + plain + "/grants",
            "groups",
            "groups/900",
            "permissions",
            "session")) {
      assertThat(client.get(BASE + path, token).status()).as(path).isEqualTo(read);
    }
    assertThat(send("POST", "groups", token, Map.of("name", "New")).status()).isEqualTo(create);
    Answer changed = send("PATCH", "groups/900", token, Map.of("name", "Authors"));
    assertThat(changed.status()).isEqualTo(change);
    if (change == 403) {
      assertThat(changed.body()).isEqualTo(DENIED);
    }
    if (change == 401) {
      assertThat(changed.json().has("code")).as("Keycloak's own: %s", changed).isFalse();
    }
    assertThat(give(plain, token, Map.of("user_permissions", List.of(1))).status()).isEqualTo(give);
    assertThat(send("DELETE", "groups/900", token, Map.of()).status()).isEqualTo(delete);
    if (read == 200) {
      assertThat(client.get(BASE + "session", token).json().get("may_grant").booleanValue())
          .isEqualTo(create == 201);
    }
    assertThat(stack.select("select name from auth_group order by id"))
        .isEqualTo(create == 201 ? List.of("New") : List.of("Writers"));
    assertThat(stack.select("select permission_id from users_user_user_permissions"))
        .hasSize(create == 201 ? 1 : 0);
  }

  @Test
  void countsUnlessToldNotTo() {
    assertThat(client.get(BASE + "groups", root).body())
        .isEqualTo("[{\"id\":900,\"name\":\"Writers\",\"permissions\":1,\"users\":0}]");
    assertThat(client.get(BASE + "groups?count=false", root).body())
        .isEqualTo("[{\"id\":900,\"name\":\"Writers\",\"permissions\":null,\"users\":null}]");
    assertThat(client.get(BASE + "groups/900/members?count=false", root).body())
        .isEqualTo("{\"count\":null,\"results\":[]}");
    for (String wrong : List.of("groups?count=no", "groups?cuont=false")) {
      assertThat(client.get(BASE + wrong, root).status()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void namesWhatIsWrong() {
    assertRefused(
        400,
        "{\"name\":[\"This field is required.\"],\"codes\":{\"name\":[\"required\"]}}",
        "POST",
        "groups",
        Map.of());
    assertRefused(
        400,
        "{\"name\":[\"This field may not be blank.\"],\"codes\":{\"name\":[\"blank\"]}}",
        "POST",
        "groups",
        Map.of("name", " "));
    assertRefused(
        400,
        "{\"name\":[\"Ensure this field has no more than 150 characters.\"],"
            + "\"codes\":{\"name\":[\"max_length\"]}}",
        "PATCH",
        "groups/900",
        Map.of("name", "x".repeat(151)));
    assertRefused(
        400,
        "{\"name\":[\"group with this name already exists.\"],"
            + "\"codes\":{\"name\":[\"unique\"]}}",
        "POST",
        "groups",
        Map.of("name", "Writers"));
    assertRefused(
        400,
        "{\"permissions\":[\"Invalid pk \\\"7\\\" - object does not exist.\","
            + "\"Invalid pk \\\"8\\\" - object does not exist.\"],"
            + "\"codes\":{\"permissions\":[\"does_not_exist\",\"does_not_exist\"]}}",
        "PATCH",
        "groups/900",
        Map.of("permissions", List.of(8, 1, 7)));
    assertRefused(
        400,
        "{\"groups\":[\"Invalid pk \\\"5\\\" - object does not exist.\"],"
            + "\"codes\":{\"groups\":[\"does_not_exist\"]}}",
        "PATCH",
        "users/" + plain + "/grants",
        Map.of("groups", List.of(5)));
    String missing = "{\"detail\":\"Not found.\",\"code\":\"not_found\"}";
    assertRefused(404, missing, "GET", "groups/901", Map.of());
    assertRefused(404, missing, "PATCH", "groups/901", Map.of("name", "x"));
    assertRefused(404, missing, "DELETE", "groups/99999999999", Map.of());
    String nobody = "{\"detail\":\"No User matches the given query.\",\"code\":\"not_found\"}";
    assertRefused(404, nobody, "GET", "users/999999/grants", Map.of());
    assertRefused(404, nobody, "PATCH", "users/999999/grants", Map.of("groups", List.of()));
    Answer broken = client.upload(BASE + "groups", root, ImportCalls.utf8("{\"name\""));
    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.body()).startsWith("{\"detail\":\"JSON parse error");
    assertThat(broken.json().get("code").textValue()).isEqualTo("parse_error");
    assertThat(stack.select("select name from auth_group")).containsExactly("Writers");
  }

  @Test
  void oneOfManyGroupsOfOneNameIsMade() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Answer>> attempts = new ArrayList<>();
      IntStream.range(0, 8)
          .forEach(n -> attempts.add(() -> send("POST", "groups", root, Map.of("name", "Race"))));
      List<Integer> statuses = new ArrayList<>();
      for (Future<Answer> answer : threads.invokeAll(attempts)) {
        statuses.add(answer.get().status());
      }

      assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 400);
      assertThat(stack.select("select count(*) from auth_group where name = 'Race'"))
          .containsExactly("1");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void saysThatAGroupWentAwayWhileItWasGiven() throws Exception {
    try (Connection other = stack.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("delete from auth_group_permissions");
      statement.execute("delete from auth_group");
      Future<Answer> giving =
          CompletableFuture.supplyAsync(() -> give(plain, root, Map.of("groups", List.of(900))));
      Awaitility.await()
          .until(
              () -> !stack.select("select count(*) from pg_locks where not granted").contains("0"));
      other.commit();

      assertThat(giving.get(20, TimeUnit.SECONDS).status()).isEqualTo(409);
      assertThat(giving.get().body())
          .isEqualTo(
              "{\"detail\":\"Somebody else changed this at the same moment. Try again.\","
                  + "\"code\":\"conflict\"}");
    }
    assertThat(stack.select("select id from users_user_groups")).isEmpty();
  }

  @Test
  void eachChangeIsOneAdminEvent() {
    long id = send("POST", "groups", root, Map.of("name", "Events")).json().get("id").longValue();
    send("PATCH", "groups/" + id, root, Map.of("permissions", List.of(1)));
    give(plain, root, Map.of("groups", List.of(id)));
    send("DELETE", "groups/" + id, root, Map.of());
    send("PATCH", "groups/900", root, Map.of("permissions", List.of(99)));

    JsonNode events =
        client.admin("/admin-events?resourcePath=auth-service/*&max=4", stack.masterToken()).json();

    assertThat(texts(events, "operationType"))
        .containsExactly("DELETE", "UPDATE", "UPDATE", "CREATE");
    assertThat(texts(events, "resourcePath"))
        .containsExactly(
            "auth-service/groups/" + id,
            "auth-service/users/" + plain + "/grants",
            "auth-service/groups/" + id,
            "auth-service/groups/" + id);
    assertThat(events.get(2).get("representation").textValue())
        .isEqualTo(
            "{\"id\":%d,\"name\":\"Events\",\"changed\":{\"permissions\":[[],[\"shop.add_order\"]]}}"
                .formatted(id));
    assertThat(events.get(1).get("representation").textValue())
        .isEqualTo(
            "{\"id\":%d,\"username\":\"plain\",\"changed\":{\"groups\":[[],[\"Events\"]]}}"
                .formatted(plain));
    assertThat(events.get(0).get("representation").textValue())
        .isEqualTo("{\"id\":%d,\"name\":\"Events\"}".formatted(id));
  }

  @Test
  void theUsersPageInTheConsoleForgetsWhatItKnewOfGroups() {
    give(plain, root, Map.of("groups", List.of(900)));
    assertThat(groupsOnTheUsersPage()).containsExactly("Writers");

    send("PATCH", "groups/900", root, Map.of("name", "Authors"));
    assertThat(groupsOnTheUsersPage()).containsExactly("Authors");

    send("DELETE", "groups/900", root, Map.of());
    assertThat(groupsOnTheUsersPage()).isEmpty();
  }

  private List<String> groupsOnTheUsersPage() {
    String id = client.get(BASE + "users/" + plain, root).json().get("keycloak_id").textValue();
    JsonNode groups = client.admin("/users/" + id, root).json().at("/attributes/django_groups");
    return StreamSupport.stream(groups.spliterator(), false).map(JsonNode::textValue).toList();
  }

  @Test
  void listsUsersAsDjangosAdminDid() {
    give(plain, root, Map.of("groups", List.of(900)));
    stack.insertUsers("row", 3);

    JsonNode one = client.get(BASE + "users?search=PLAIN%20example", root).json();
    assertThat(one.get("count").intValue()).isEqualTo(1);
    JsonNode row = one.get("results").get(0);
    assertThat(row.get("id").longValue()).isEqualTo(plain);
    assertThat(row.get("keycloak_id").textValue()).endsWith(":" + plain).startsWith("f:");
    assertThat(row.get("date_joined").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(row.has("last_login")).isTrue();
    assertThat(found("is_staff=true&ordering=username"))
        .containsExactly(TestSettings.SUPERUSER_NAME, "staffer");
    assertThat(found("is_superuser=true")).containsExactly(TestSettings.SUPERUSER_NAME);
    assertThat(found("is_active=false")).isEmpty();
    assertThat(found("group=Writers")).containsExactly("plain");
    assertThat(found("search=row&ordering=-username&limit=2")).containsExactly("row3", "row2");
    assertThat(found("search=row&ordering=-username&limit=2&offset=2")).containsExactly("row1");
    assertThat(found("search=row&ordering=last_login")).hasSize(3);
    assertThat(client.get(BASE + "users?is_staff=perhaps", root).body())
        .isEqualTo(
            "{\"is_staff\":[\"Must be a valid boolean.\"],\"codes\":{\"is_staff\":[\"invalid\"]}}");
  }

  /** Who spells a filter wrong must not take all users for those it finds. */
  @ParameterizedTest
  @CsvSource({
    "is_Staff=true, is_Staff",
    "group=, group",
    "is_staff=true&is_staff=false, is_staff",
    "limit=many, limit",
    "offset=-1, offset",
    "ordering=shoe_size, ordering"
  })
  void aListByParametersThatItCannotUseIsRefused(String query, String parameter) {
    Answer answer = client.get(BASE + "users?" + query, root);

    assertThat(answer.status()).as("%s", answer).isEqualTo(400);
    assertThat(answer.json().at("/codes/" + parameter + "/0").textValue()).isEqualTo("invalid");
  }

  @Test
  void namesThePermissionsAndWhatTheyAreAbout() {
    assertThat(client.get(BASE + "permissions", root).json())
        .isNotEmpty()
        .allSatisfy(
            permission -> {
              String model = permission.path("content_type__model").asText();
              assertThat(model).isNotBlank();
              assertThat(permission.path("codename").asText()).endsWith("_" + model);
              assertThat(permission.path("content_type__app_label").asText()).isNotBlank();
              assertThat(permission.path("name").asText()).isNotBlank();
            });
  }

  @Test
  void readsAPageInOneStatementAndCountsInAnother() {
    stack.insertUsers("row", 240);
    String page = BASE + "users?search=row&ordering=-last_login&limit=";

    assertThat(ours(page + 10)).hasSize(2);
    assertThat(ours(page + 200)).hasSize(2);
    assertThat(ours(BASE + "groups")).hasSize(1);
    assertThat(ours(BASE + "permissions")).hasSize(1);
  }

  private List<String> ours(String path) {
    client.get(path, root);
    StatementLog log = stack.statements();
    StatementLog.Mark mark = log.mark();
    assertThat(client.get(path, root).status()).isEqualTo(200);
    return log.since(mark).stream()
        .map(sql -> sql.toLowerCase(Locale.ROOT))
        .filter(sql -> sql.contains("users_user") || sql.contains("auth_"))
        .toList();
  }

  private List<String> found(String query) {
    return texts(client.get(BASE + "users?" + query, root).json().get("results"), "username");
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> item.get(field).textValue())
        .toList();
  }

  private void assertRefused(
      int status, String body, String method, String path, Map<String, ?> fields) {
    Answer answer = send(method, path, root, fields);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.status()).isEqualTo(status);
  }

  private Answer give(long user, String token, Map<String, ?> grants) {
    return send("PATCH", "users/" + user + "/grants", token, grants);
  }

  private Answer send(String method, String path, String token, Map<String, ?> fields) {
    return client.send(method, BASE + path, token, fields);
  }
}
