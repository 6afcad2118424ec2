package io.authservice.keycloak.admin.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.authservice.keycloak.server.KeptToken;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users made, changed and deleted by administrators. */
@WithTestServer(second = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserAdminIT {

  private static final String USERS = "/auth-service/users";

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;
  private final KeptToken ofSuperuser = new KeptToken();
  private final KeptToken ofStaff = new KeptToken();
  private String superuser = "";
  private String staff = "";

  UserAdminIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @BeforeEach
  void logIn() {
    superuser = ofSuperuser.get(() -> admin.adminToken(api.superuser()));
    staff = ofStaff.get(() -> admin.adminToken(api.staff()));
  }

  @Test
  void aUserIsMadeWithAllThatItIsToHave() {
    String name = Api.newName();
    long group = group();
    Map<String, Object> form = new HashMap<>(Api.form(name));
    form.putAll(Map.of("is_staff", true, "is_superuser", true, "groups", List.of(group)));

    Response made = as(superuser).body(form).post(admin.path(USERS));

    made.then()
        .statusCode(201)
        .header("Location", containsString(USERS + "/"))
        .header("ETag", startsWith("\""))
        .body("username", equalTo(name))
        .body("email", equalTo(name + "@example.com"))
        .body("is_active", equalTo(true))
        .body("is_staff", equalTo(true))
        .body("is_superuser", equalTo(true))
        .body("last_login", nullValue())
        .body("password", nullValue());
    long id = made.jsonPath().getLong("id");
    as(superuser)
        .get(admin.path(USERS + "/" + id + "/grants"))
        .then()
        .body("groups", equalTo(List.of((int) group)));
    api.obtain(name, Api.PASSWORD).then().statusCode(200);
    Map<String, Object> event = events(made.path("keycloak_id")).get(0);
    assertThat(event)
        .containsEntry("operationType", "CREATE")
        .containsEntry("resourceType", "USER");
    assertThat(event.get("representation").toString())
        .startsWith("{\"id\":%d,\"username\":\"%s\",\"changed\":{".formatted(id, name))
        .contains("\"is_superuser\":[null,true]", "\"username\":[null,\"" + name + "\"]")
        .contains("\"groups\":[[],[\"")
        .doesNotContain(Api.PASSWORD, "password", "pbkdf2");
  }

  /** Fetch standard: CORS-preflight, and what scripts may read. */
  @Test
  void scriptsOfAClientsOriginMayChangeUsersAndReadTheTag() {
    String origin = "https://desk.example.com";
    User user = api.user();
    User root = api.superuser();
    String clientId = admin.client(Map.of("webOrigins", List.of(origin)));
    String token =
        admin
            .grant(server.realm(), clientId, root.username(), root.password())
            .path("access_token");

    api.anonymous()
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "PATCH")
        .header("Access-Control-Request-Headers", "authorization,if-match")
        .options(path(user))
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", origin)
        .header("Access-Control-Allow-Methods", containsString("PATCH"))
        .header("Access-Control-Allow-Headers", containsString("If-Match"));
    as(token)
        .header("Origin", origin)
        .body(Map.of("first_name", "Ada"))
        .patch(path(user))
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", origin)
        .header("Access-Control-Expose-Headers", containsString("ETag"))
        .header("ETag", startsWith("\""));
    as(token)
        .header("Origin", "https://evil.example.com")
        .body(Map.of("first_name", "Eve"))
        .patch(path(user))
        .then()
        .statusCode(403);
    as(superuser).get(path(user)).then().body("first_name", equalTo("Ada"));
  }

  @Test
  void aNameIsEnoughAndThenNobodyLogsInByAPassword() {
    String name = Api.newName();

    as(staff)
        .body(Map.of("username", name))
        .post(admin.path(USERS))
        .then()
        .statusCode(201)
        .body("email", equalTo(""));

    for (String password : List.of("!", "", name)) {
      assertThat(api.obtain(name, password).statusCode()).isIn(400, 401);
    }
  }

  @Test
  void whatIsWrongIsSaidByFieldAllAtOnce() {
    User other = api.user();
    Map<String, Object> form = new HashMap<>();
    form.put("username", other.username());
    form.put("email", "nobody");
    form.put("is_staff", "perhaps");
    form.put("password", null);
    form.put("groups", "all");

    as(superuser)
        .body(form)
        .post(admin.path(USERS))
        .then()
        .statusCode(400)
        .body("codes.username", equalTo(List.of("unique")))
        .body("codes.email", equalTo(List.of("invalid")))
        .body("codes.is_staff", equalTo(List.of("invalid")))
        .body("codes.password", equalTo(List.of("null")))
        .body("codes.groups", equalTo(List.of("not_a_list")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "\"x\"",
        "{\"username\":{\"a\":1}}",
        "{\"username\":null}",
        "{}",
        "{\"username\":\"fine\",\"is_Staff\":true}",
        "{\"username\":\"fine\",\"groups\":[null]}",
        "{\"username\":\"fine\",\"groups\":[{}]}",
        "{\"username\":\"fine\",\"groups\":[987654321]}",
        "{\"username\":\"fine\",\"user_permissions\":[99999999999999999999]}",
        "{\"username\":\"fine\",\"id\":1}",
        "{\"username\":\"a\\u0000b\"}",
        "{\"username\":\"\\ud800\"}",
        "{\"username\":\"fine\",\"first_name\":[]}"
      })
  void rubbishIsRefusedAndNothingIsMade(String body) {
    as(superuser).body(body).post(admin.path(USERS)).then().statusCode(400);

    as(superuser)
        .queryParam("username", "fine")
        .get(admin.path(USERS))
        .then()
        .body("count", equalTo(0));
    User user = api.user();
    if (!body.equals("{}")) {
      as(superuser).body(body).patch(path(user)).then().statusCode(400);
    }
    api.as(user).get("/auth/me/").then().body("username", equalTo(user.username()));
  }

  @Test
  void whatIsRefusedInTheEndLeavesNothingOfTheRest() {
    User user = api.user();

    as(superuser)
        .body(Map.of("first_name", "New", "password", "N3w-pass-phrase!", "groups", List.of(-1)))
        .patch(path(user))
        .then()
        .statusCode(400)
        .body("codes.groups", equalTo(List.of("does_not_exist")));

    as(superuser).get(path(user)).then().body("first_name", equalTo("First"));
    api.as(user).get("/auth/me/").then().statusCode(200);
    assertThat(events(admin.id(user.username()))).isEmpty();
  }

  @Test
  void aNameOfHalfAMegabyteIsTooLong() {
    as(superuser)
        .body(Map.of("username", "x".repeat(500_000)))
        .post(admin.path(USERS))
        .then()
        .statusCode(400)
        .body("codes.username", equalTo(List.of("max_length")));
    as(superuser)
        .body(Map.of("x".repeat(500_000), "x"))
        .post(admin.path(USERS))
        .then()
        .statusCode(400);
  }

  @Test
  void aUserIsShownWithHowOneStandsToIt() {
    User user = api.user();
    String path = path(user);
    String superuserPath = path(api.superuser());

    as(staff)
        .get(path)
        .then()
        .statusCode(200)
        .header("ETag", startsWith("\""))
        .body("id", equalTo((int) user.id()))
        .body("may_change", equalTo(true))
        .body("locked", equalTo(false));
    as(staff).get(superuserPath).then().body("may_change", equalTo(false));
    as(superuser).get(superuserPath).then().body("may_change", equalTo(true));

    admin.lockOut(user.username());
    as(staff).get(path).then().body("locked", equalTo(true));
    as(staff).delete(path + "/lock").then().statusCode(204);
    as(staff).get(path).then().body("locked", equalTo(false));
    api.obtain(user.username(), user.password()).then().statusCode(200);
  }

  @Test
  void changesAreMadeAndToldByTheirOldAndNewValues() {
    User user = api.user();

    as(staff)
        .body(Map.of("email", "New@example.com", "is_staff", true, "last_name", "Last"))
        .patch(path(user))
        .then()
        .statusCode(200)
        .body("email", equalTo("New@example.com"))
        .body("is_staff", equalTo(true));

    String id = admin.id(user.username());
    assertThat(events(id).get(0).get("representation"))
        .isEqualTo(
            ("{\"id\":%d,\"username\":\"%s\",\"changed\":{\"email\":[\"%s@example.com\","
                    + "\"New@example.com\"],\"is_staff\":[false,true]}}")
                .formatted(user.id(), user.username(), user.username()));
    as(staff).body(Map.of("is_staff", true)).patch(path(user)).then().statusCode(200);
    assertThat(events(id)).as("what changes nothing is no event").hasSize(1);
  }

  @Test
  void aPasswordAmongOthersIsAnEventOfItsOwn() {
    User user = api.user();

    as(staff)
        .body(Map.of("password", "N3w-pass-phrase!", "first_name", "New"))
        .patch(path(user))
        .then()
        .statusCode(200);

    api.obtain(user.username(), "N3w-pass-phrase!").then().statusCode(200);
    api.as(user).get("/auth/me/").then().statusCode(401);
    List<Map<String, Object>> events = events(admin.id(user.username()));
    assertThat(events)
        .extracting(event -> event.get("operationType"))
        .containsExactlyInAnyOrder("UPDATE", "ACTION");
    assertThat(events)
        .filteredOn(event -> event.get("operationType").equals("ACTION"))
        .allSatisfy(
            event -> {
              assertThat(event.get("resourcePath").toString()).endsWith("/reset-password");
              assertThat(event.get("representation")).isNull();
            });
    assertThat(events.toString()).doesNotContain("N3w-pass-phrase!");
  }

  @Test
  void ofTwoWhoChangeTheSameTheSecondIsTold() {
    User user = api.user();
    String read = as(staff).get(path(user)).header("ETag");

    String next =
        as(staff)
            .header("If-Match", read)
            .body(Map.of("first_name", "One"))
            .patch(path(user))
            .then()
            .statusCode(200)
            .extract()
            .header("ETag");
    as(staff)
        .header("If-Match", read)
        .body(Map.of("first_name", "Two"))
        .patch(path(user))
        .then()
        .statusCode(412)
        .body("code", equalTo("changed_meanwhile"));
    as(staff).header("If-Match", read).delete(path(user)).then().statusCode(412);

    assertThat(as(staff).get(path(user)).header("ETag")).isEqualTo(next).isNotEqualTo(read);
    as(staff).get(path(user)).then().body("first_name", equalTo("One"));
    as(staff).header("If-Match", next).delete(path(user)).then().statusCode(204);
  }

  @Test
  void aLoginChangesNoTagAndAGrantDoes() {
    User user = api.user();
    String before = as(staff).get(path(user)).header("ETag");

    api.obtain(user.username(), user.password()).then().statusCode(200);
    assertThat(as(staff).get(path(user)).header("ETag")).isEqualTo(before);

    as(superuser)
        .body(Map.of("groups", List.of(group())))
        .patch(path(user) + "/grants")
        .then()
        .statusCode(200);
    assertThat(as(staff).get(path(user)).header("ETag")).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"\"", "W/\"x\"", "\"x\", rubbish", "null", "\"*\""})
  void whateverIsNoTagOfTheUserMatchesNothing(String sent) {
    User user = api.user();

    as(staff)
        .header("If-Match", sent)
        .body(Map.of("first_name", "X"))
        .patch(path(user))
        .then()
        .statusCode(412);
  }

  @Test
  void ofManyWhoSaveAtTheSameTimeWithOneTagOneIsHeard() throws Exception {
    User user = api.user();
    String read = as(staff).get(path(user)).header("ETag");

    assertThat(
            together(
                n ->
                    as(staff)
                        .header("If-Match", read)
                        .body(Map.of("first_name", "N" + n))
                        .patch(path(user))))
        .containsOnlyOnce(200)
        .containsOnly(200, 412);
  }

  @Test
  void ofManyWhoMakeTheSameUserOneDoes() throws Exception {
    String name = Api.newName();

    assertThat(together(n -> as(staff).body(Map.of("username", name)).post(admin.path(USERS))))
        .containsOnlyOnce(201)
        .containsOnly(201, 400);
  }

  @Test
  void ofManyWhoDeleteTheSameUserOneDoes() throws Exception {
    User user = api.user();

    assertThat(together(n -> as(staff).delete(path(user))))
        .containsOnlyOnce(204)
        .containsOnly(204, 404);
  }

  /** The statuses of the same call made at the same time. */
  private static List<Integer> together(IntFunction<Response> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Integer>> attempts = new ArrayList<>();
      for (int turn = 0; turn < 4; turn++) {
        int n = turn;
        attempts.add(() -> call.apply(n).statusCode());
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : threads.invokeAll(attempts)) {
        statuses.add(answer.get());
      }
      return statuses;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aDeletedUserIsGoneAndTheEventSaysWhoItWas() {
    User user = api.user();
    String id = admin.id(user.username());
    as(staff)
        .get(path(user) + "/belongings")
        .then()
        .statusCode(200)
        .body("groups", equalTo(0))
        .body("permissions", equalTo(0))
        .body("sessions", equalTo(1))
        .body("consents", equalTo(0))
        .body("second_factors", equalTo(0))
        .body("links", equalTo(0));

    as(staff).delete(path(user)).then().statusCode(204);

    as(staff).get(path(user)).then().statusCode(404).body("code", equalTo("not_found"));
    as(staff).delete(path(user)).then().statusCode(404).body("code", equalTo("not_found"));
    assertThat(events(id).get(0).get("representation"))
        .isEqualTo("{\"id\":%d,\"username\":\"%s\"}".formatted(user.id(), user.username()));
    api.as(user).get("/auth/me/").then().statusCode(401);
  }

  @ParameterizedTest
  @CsvSource({
    "PATCH, ''",
    "DELETE, ''",
    "GET, ''",
    "GET, /belongings",
    "GET, /security",
    "GET, /grants",
    "PATCH, /grants",
    "PUT, /password",
    "POST, /reset-link",
    "PUT, /required-actions",
    "DELETE, /second-factors/x",
    "DELETE, /sessions",
    "DELETE, /sessions/x",
    "DELETE, /lock"
  })
  void whoIsNotThereIsNotFound(String method, String below) {
    for (String id : List.of("0", "987654321", "9223372036854775807", "9999999999999999999")) {
      Response answer =
          as(superuser)
              .body(method.equals("GET") || method.equals("DELETE") ? "" : "{}")
              .request(method, admin.path(USERS + "/" + id + below));
      assertThat(answer.statusCode()).as("%s %s", id, answer.asString()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PATCH, '', '{\"first_name\":\"Mine\"}'",
    "PATCH, '', '{\"is_superuser\":false}'",
    "PATCH, '', '{\"password\":\"M1ne-pass-phrase!\"}'",
    "PATCH, '', '{}'",
    "DELETE, '', ''",
    "PATCH, /grants, '{\"groups\":[]}'",
    "PUT, /password, '{\"password\":\"M1ne-pass-phrase!\"}'",
    "POST, /reset-link, ''",
    "PUT, /required-actions, '{\"required_actions\":[]}'",
    "DELETE, /second-factors/x, ''",
    "DELETE, /sessions, ''",
    "DELETE, /sessions/x, ''",
    "DELETE, /lock, ''"
  })
  void staffChangeNothingOfASuperuser(String method, String below, String body) {
    User target = api.superuser();

    as(staff)
        .body(body)
        .request(method, path(target) + below)
        .then()
        .statusCode(403)
        .body("code", equalTo("permission_denied"));

    api.as(target).get("/auth/me/").then().statusCode(200);
  }

  @Test
  void staffMakeNoSuperusersAndGiveNoGroups() {
    long group = group();
    User user = api.user();
    for (Map<String, Object> more :
        List.<Map<String, Object>>of(
            Map.of("is_superuser", true), Map.of("groups", List.of(group)))) {
      Map<String, Object> form = new HashMap<>(more);
      form.put("username", Api.newName());
      as(staff).body(form).post(admin.path(USERS)).then().statusCode(403);
      as(staff)
          .queryParam("username", form.get("username"))
          .get(admin.path(USERS))
          .then()
          .body("count", equalTo(0));
      as(staff).body(more).patch(path(user)).then().statusCode(403);
    }
    as(staff)
        .body(Map.of("is_superuser", false, "groups", List.of(), "first_name", "New"))
        .patch(path(user))
        .then()
        .statusCode(200)
        .body("first_name", equalTo("New"));
  }

  @Test
  void whoIsNoStaffSeesAndDoesNothing() {
    User user = api.user();
    String token = admin.adminToken(user);

    as(token).get(path(user)).then().statusCode(403);
    as(token).get(path(user) + "/security").then().statusCode(403);
    as(token).body(Map.of("first_name", "X")).patch(path(user)).then().statusCode(403);
    as(token).body(Map.of("username", "x")).post(admin.path(USERS)).then().statusCode(403);
    as(token).get(admin.path("/auth-service/password-policy")).then().statusCode(403);
  }

  @Test
  void parametersThatDoNotExistAreRefused() {
    User user = api.user();

    for (String path : List.of("", "/sessions", "/lock")) {
      as(staff).queryParam("force", "true").delete(path(user) + path).then().statusCode(400);
    }
    api.as(user).get("/auth/me/").then().statusCode(200);
  }

  @Test
  void whoAsksIsToldWhatItMayDo() {
    as(staff)
        .get(admin.path("/auth-service/session"))
        .then()
        .statusCode(200)
        .body("superuser", equalTo(false))
        .body("may_manage", equalTo(true))
        .body("may_grant", equalTo(false))
        .body("console", equalTo(true));
    as(superuser)
        .get(admin.path("/auth-service/session"))
        .then()
        .body("id", equalTo((int) api.superuser().id()))
        .body("superuser", equalTo(true));
    admin
        .request()
        .get(admin.path("/auth-service/session"))
        .then()
        .body("id", nullValue())
        .body("superuser", equalTo(true));
  }

  @Test
  void theMembersOfAGroupAreAPage() {
    long group = group();
    User one = api.user();
    User two = api.user();
    for (User user : List.of(one, two)) {
      as(superuser).body(Map.of("groups", List.of(group))).patch(path(user)).then().statusCode(200);
    }
    String members = admin.path("/auth-service/groups/" + group + "/members");

    as(staff).get(members).then().statusCode(200).body("count", equalTo(2));
    as(staff)
        .queryParam("limit", 1)
        .queryParam("offset", 1)
        .get(members)
        .then()
        .body("count", equalTo(2))
        .body("results", hasSize(1));
    as(staff).queryParam("limit", "x").get(members).then().statusCode(400);
    as(staff).queryParam("search", "x").get(members).then().statusCode(400);
    as(staff).get(admin.path("/auth-service/groups/987654321/members")).then().statusCode(404);
  }

  @Test
  void aGroupIsChangedOnlyAsItWasKnown() {
    long group = group();
    String path = admin.path("/auth-service/groups/" + group);
    String read = as(staff).get(path).header("ETag");
    assertThat(read).startsWith("\"");

    as(superuser)
        .header("If-Match", read)
        .body(Map.of("name", Api.newName()))
        .patch(path)
        .then()
        .statusCode(200)
        .header("ETag", startsWith("\""));
    as(superuser)
        .header("If-Match", read)
        .body(Map.of("name", Api.newName()))
        .patch(path)
        .then()
        .statusCode(412)
        .body("code", equalTo("changed_meanwhile"));
    as(superuser).header("If-Match", read).delete(path).then().statusCode(412);
    as(superuser).body(Map.of("nmae", "x")).patch(path).then().statusCode(400);
    as(superuser)
        .header("If-Match", as(staff).get(path).header("ETag"))
        .delete(path)
        .then()
        .statusCode(204);
  }

  private long group() {
    return as(superuser)
        .body(Map.of("name", Api.newName()))
        .post(admin.path("/auth-service/groups"))
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("id");
  }

  private RequestSpecification as(String token) {
    return admin.as(token);
  }

  private String path(User user) {
    return admin.path(USERS + "/" + user.id());
  }

  /** The admin events of a user, the latest first. */
  private List<Map<String, Object>> events(String keycloakId) {
    return admin
        .request()
        .queryParam("resourcePath", "users/" + keycloakId + "*")
        .get(admin.path("/admin-events"))
        .then()
        .statusCode(200)
        .extract()
        .path("$");
  }
}
