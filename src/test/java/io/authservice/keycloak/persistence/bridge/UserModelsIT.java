package io.authservice.keycloak.persistence.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.Jwt;
import io.authservice.keycloak.testing.UserModels;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of public projects on PostgreSQL, as the page has them, used over the API. */
@WithBridgedKeycloak
class UserModelsIT {

  private final BridgedKeycloak server;

  UserModelsIT(BridgedKeycloak server) {
    this.server = server;
  }

  static List<UserModels> models() {
    return UserModels.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void logsInAndLists(UserModels model) {
    BridgedRealm realm = realm(model, database(model), Map.of());
    Map<String, Object> ada = me(realm, name(realm, model.id(1)));
    assertThat(ada).containsEntry("id", json(model, 1)).containsEntry("email", "ada@example.com");
    assertThat((ada.get("first_name") + " " + ada.get("last_name")).strip())
        .isEqualTo("Ada Lovelace");

    List<Object> ids =
        server
            .asMaster()
            .get(realm.admin("/auth-service/users"))
            .then()
            .statusCode(200)
            .extract()
            .path("results.id");
    assertThat(ids)
        .contains(json(model, 1), json(model, 2))
        .doesNotContain(json(model, 4), json(model, 5));
    if (ids.contains(json(model, 3))) {
      assertThat(realm.obtain(name(realm, model.id(3)), UserModels.PASSWORD).statusCode())
          .isEqualTo(401);
    }
    realm.remove();
  }

  @Test
  void writesWhatHasAColumnAndRefusesTheRest() {
    UserModels taiga = model("Taiga");
    DjangoRows django = database(taiga);
    BridgedRealm realm = realm(taiga, django, Map.of());
    String root = realm.login("root", UserModels.PASSWORD);
    server
        .as(root)
        .body(Map.of("first_name", "Augusta King"))
        .patch(realm.api("/api/users/1/"))
        .then()
        .statusCode(200)
        .body("first_name", equalTo("Augusta King"));
    assertThat(django.select("select full_name from users_user where id = 1"))
        .containsExactly("Augusta King");
    server
        .as(root)
        .body(Map.of("last_name", "King"))
        .patch(realm.api("/api/users/1/"))
        .then()
        .statusCode(403)
        .body("detail", equalTo("The users of this realm are read-only here."));
    server
        .asMaster()
        .get(realm.admin("/auth-service/session"))
        .then()
        .body("read_only_fields", contains("last_name", "groups", "user_permissions"));
    server
        .asMaster()
        .body(Map.of("groups", List.of(1)))
        .patch(realm.admin("/auth-service/users/1/grants"))
        .then()
        .statusCode(403);
    server.as(root).delete(realm.api("/api/users/1/")).then().statusCode(204);
    assertThat(django.select("select id from users_user order by id")).containsExactly("2", "4");
    realm.remove();
  }

  @Test
  void addsUsersWhereTheRowIsComplete() {
    UserModels saleor = model("Saleor");
    DjangoRows django = database(saleor);
    BridgedRealm realm = realm(saleor, django, Map.of());
    Map<String, String> newcomer =
        Map.of(
            "username", "new@example.org",
            "email", "new@example.org",
            "password", "navy-Cobol-59");
    server
        .anonymous()
        .body(newcomer)
        .post(realm.api("/api/users/"))
        .then()
        .statusCode(403)
        .body("detail", equalTo("The users of this realm are read-only here."));

    assertThat(
            realm
                .configure(
                    Map.of(
                        "userModel",
                        saleor.model().replace("is_active = is_active and is_confirmed\n", "")
                            + "new is_confirmed = true\nnew language_code = 'en'"))
                .statusCode())
        .isEqualTo(204);
    int id =
        server
            .anonymous()
            .body(newcomer)
            .post(realm.api("/api/users/"))
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    assertThat(
            django.select(
                "select email, is_confirmed, language_code from account_user where id = " + id))
        .containsExactly("new@example.org|t|en");
    realm.login("new@example.org", "navy-Cobol-59");
    realm.remove();
  }

  @Test
  void whereTheEmailIsTheNameBothChange() {
    UserModels saleor = model("Saleor");
    DjangoRows django = database(saleor);
    BridgedRealm realm = realm(saleor, django, Map.of());
    server
        .as(realm.login("root@example.com", UserModels.PASSWORD))
        .body(Map.of("email", "countess@example.com"))
        .patch(realm.api("/api/users/1/"))
        .then()
        .statusCode(200)
        .body("username", equalTo("countess@example.com"))
        .body("email", equalTo("countess@example.com"));
    realm.login("countess@example.com", UserModels.PASSWORD);
    realm.remove();
  }

  @Test
  void whereUsersAreKnownByEmailTokensAreObtainedByIt() {
    UserModels saleor = model("Saleor");
    BridgedRealm realm = realm(saleor, database(saleor), Map.of());
    server
        .asMaster()
        .body(Map.of("registrationEmailAsUsername", true))
        .put(realm.admin(""))
        .then()
        .statusCode(204);
    obtain(realm, Map.of("email", "ada@example.com", "password", UserModels.PASSWORD))
        .then()
        .statusCode(200);
    obtain(realm, Map.of("email", "ada@example.com", "password", "wrong")).then().statusCode(401);
    obtain(realm, Map.of("username", "ada@example.com", "password", UserModels.PASSWORD))
        .then()
        .statusCode(200);
    obtain(realm, Map.of())
        .then()
        .statusCode(400)
        .body("email", contains("This field is required."))
        .body("username", nullValue());
    realm.remove();
  }

  private Response obtain(BridgedRealm realm, Map<String, String> credentials) {
    return server.anonymous().body(credentials).post(realm.api("/api/token/"));
  }

  @Test
  void staffMakeNoSuperusersByAColumnOfBoth() {
    UserModels posthog = model("PostHog");
    DjangoRows django = database(posthog);
    BridgedRealm realm = realm(posthog, django, Map.of());
    server
        .asMaster()
        .body(Map.of("is_staff", true))
        .patch(realm.admin("/auth-service/users/1"))
        .then()
        .statusCode(403);
    assertThat(django.select("select is_staff from posthog_user where id = 1"))
        .containsExactly("f");
    server
        .asMaster()
        .body(Map.of("is_superuser", true))
        .patch(realm.admin("/auth-service/users/1"))
        .then()
        .statusCode(200)
        .body("is_staff", equalTo(true));
    realm.remove();
  }

  /** Whatever the table has room for: half of a user is never written. */
  @Test
  void whatAColumnHasNoRoomForIsRefused() {
    UserModels taiga = model("Taiga");
    DjangoRows django = database(taiga);
    django.execute(
        "alter table users_user alter full_name type varchar(12),"
            + " alter is_system set default false");
    BridgedRealm realm = realm(taiga, django, Map.of());
    String message = "A value does not fit its column in the table of users";
    Map<String, String> wide = Map.of("first_name", "Augusta Ada King");
    String root = realm.login("root", UserModels.PASSWORD);
    server
        .as(root)
        .body(wide)
        .patch(realm.api("/api/users/1/"))
        .then()
        .statusCode(400)
        .body("non_field_errors", contains(message + "."));
    Map<String, String> newcomer = new HashMap<>(wide);
    newcomer.putAll(
        Map.of("username", "new", "email", "new@example.org", "password", "navy-Cobol-59"));
    server
        .anonymous()
        .body(newcomer)
        .post(realm.api("/api/users/"))
        .then()
        .statusCode(400)
        .body("non_field_errors", contains(message + "."));
    server.asMaster().body(wide).patch(realm.admin("/auth-service/users/1")).then().statusCode(400);
    String console = realm.admin("/users/" + realm.keycloakId(1));
    Map<String, Object> user = server.asMaster().get(console).then().extract().path("");
    user.put("firstName", "Augusta Ada King");
    server.asMaster().body(user).put(console).then().statusCode(400);
    assertThat(django.select("select full_name from users_user where id = 1"))
        .containsExactly("Ada Lovelace");
    assertThat(django.select("select id from users_user where username = 'new'")).isEmpty();
    realm.remove();
  }

  @Test
  void namesTheStatementThatTheTablesCannotAnswer() {
    UserModels taiga = model("Taiga");
    DjangoRows django = database(taiga);
    BridgedRealm realm = realm(taiga, django, Map.of());
    Map<String, String> refusals =
        Map.of(
            "first_name = nowhere", "lacks the columns: nowhere",
            "join p = nowhere.user_id\nfirst_name = p.name", "what is said of first_name",
            "is_staff = full_name and is_staff", "what is said of is_staff",
            "first_name = full_name\nlast_name = ''\ngroups = none\nwhere is_bot",
                "what is said of where",
            "id = full_name", "of type varchar, neither an integer nor a UUID",
            "email = 'x", "line 1");
    refusals.forEach(
        (model, message) -> {
          Response answer = realm.configure(Map.of("userModel", complete(model)));
          assertThat(answer.statusCode()).as(model).isEqualTo(400);
          assertThat(answer.asString()).as(model).contains(message);
        });
    realm.login("ada", UserModels.PASSWORD);
    realm.remove();
  }

  /** The rest of what the table needs, where the model does not say it. */
  private static String complete(String model) {
    String all = model;
    for (String line : new String[] {"first_name = full_name", "last_name = ''", "groups = none"}) {
      all += model.contains(line.substring(0, line.indexOf('='))) ? "" : "\n" + line;
    }
    return all;
  }

  /** As answers have it. */
  private static Object json(UserModels model, int number) {
    return model.id(number) instanceof UserId.Whole ? number : model.id(number).json();
  }

  @Test
  void aUserOfAUuidIsMadeReadChangedAndDeleted() {
    UserModels model = model("Thunderbird Accounts");
    DjangoRows django = database(model);
    BridgedRealm realm = realm(model, django, Map.of());
    String id =
        server
            .anonymous()
            .body(
                Map.of(
                    "username", "new@example.org",
                    "email", "new@example.org",
                    "password", "navy-Cobol-59"))
            .post(realm.api("/api/users/"))
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    assertThat(UUID.fromString(id).version()).isEqualTo(4);
    String where = " from authentication_user where email = 'new@example.org'";
    assertThat(django.select("select uuid" + where)).containsExactly(id);

    Response tokens = realm.obtain("new@example.org", "navy-Cobol-59");
    for (String token : List.of("access", "refresh")) {
      Jwt issued = Jwt.of(tokens.path(token));
      assertThat(issued.claim("user_id")).isEqualTo(id);
      assertThat(issued.claim("sub")).isEqualTo("f:" + realm.componentId() + ":" + id);
    }
    assertThat(django.select("select last_login is not null" + where)).containsExactly("t");
    realm.refresh(tokens.path("refresh")).then().statusCode(200);
    String own = tokens.path("access");
    server
        .as(own)
        .body(Map.of("first_name", "Neu"))
        .patch(realm.api("/api/users/" + id + "/"))
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("first_name", equalTo("Neu"));

    String root = realm.login("root@thundermail.example", UserModels.PASSWORD);
    server.as(root).get(realm.api("/api/users/" + id + "/")).then().statusCode(200);
    server
        .as(root)
        .options(realm.api("/api/users/" + id + "/"))
        .then()
        .statusCode(200)
        .body("actions.PUT.id.type", equalTo("string"));
    server
        .anonymous()
        .get(realm.api("/api/schema/"))
        .then()
        .statusCode(200)
        .body("components.schemas.UserId.type", equalTo("string"))
        .body("components.schemas.UserId.format", equalTo("uuid"));
    for (String other :
        List.of(
            "1",
            UUID.randomUUID().toString(),
            id.toUpperCase(Locale.ROOT),
            id.replace("-", ""),
            id + "0",
            "0".repeat(5000))) {
      server.as(root).get(realm.api("/api/users/" + other + "/")).then().statusCode(404);
    }
    server.as(root).delete(realm.api("/api/users/" + id + "/")).then().statusCode(204);
    assertThat(django.select("select uuid" + where)).isEmpty();
    realm.remove();
  }

  @Test
  void administratorsManageUsersOfUuids() {
    DjangoRows django = database(model("Plane"));
    django.execute("insert into auth_group values (7, 'Writers')");
    BridgedRealm realm = realm(model("Plane"), django, Map.of());
    String ada = model("Plane").id(1).toString();
    String gone = model("Plane").id(3).toString();
    String one = "/auth-service/users/" + ada;
    server
        .asMaster()
        .body(Map.of("groups", List.of(7)))
        .patch(realm.admin(one + "/grants"))
        .then()
        .statusCode(200);
    assertThat(django.select("select user_id from users_groups")).containsExactly(ada);
    server
        .asMaster()
        .get(realm.admin("/auth-service/groups/7/members"))
        .then()
        .statusCode(200)
        .body("results.id", contains(ada));
    for (String part : List.of("", "/belongings", "/security", "/history")) {
      server.asMaster().get(realm.admin(one + part)).then().statusCode(200);
    }
    server
        .asMaster()
        .get(realm.admin("/auth-service/users/" + ada.replace("-", "")))
        .then()
        .statusCode(404);

    String nobody = UUID.randomUUID().toString();
    bulk(realm, Map.of("action", "deactivate", "ids", List.of(ada, nobody, 5)))
        .then()
        .statusCode(200)
        .body("done", equalTo(1))
        .body("refused.id", containsInAnyOrder(nobody, 5));
    assertThat(realm.obtain("ada@example.com", UserModels.PASSWORD).statusCode()).isEqualTo(401);
    bulk(realm, Map.of("action", "activate", "all", Map.of("is_active", false), "after", 0))
        .then()
        .statusCode(200)
        .body("done", equalTo(2));
    bulk(realm, Map.of("action", "deactivate", "all", Map.of(), "after", ada))
        .then()
        .statusCode(200)
        .body("done", equalTo(2));
    assertThat(django.select("select id from users where is_active order by id")).contains(ada);
    bulk(realm, Map.of("action", "delete", "ids", List.of(gone)))
        .then()
        .statusCode(200)
        .body("done", equalTo(1));
    assertThat(server.asMaster().get(realm.admin("/auth-service/users/export")).asString())
        .contains(ada + ",f:" + realm.componentId() + ":" + ada + ",")
        .doesNotContain(gone);
    realm.remove();
  }

  private Response bulk(BridgedRealm realm, Map<String, ?> order) {
    return server.asMaster().body(order).post(realm.admin("/auth-service/bulk"));
  }

  private static UserModels model(String name) {
    return models().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /** With keys that the database counts, which SQLite's do by themselves. */
  private DjangoRows database(UserModels model) {
    DjangoRows django =
        server.database(
            model.statements().stream()
                .map(
                    sql ->
                        sql.replace(
                            "id integer primary key",
                            "id integer primary key generated by default as identity"))
                .toList());
    if (!model.hasUuids()) {
      django.execute("select setval(pg_get_serial_sequence('" + model.table() + "', 'id'), 100)");
    }
    return django;
  }

  private BridgedRealm realm(UserModels model, DjangoRows django, Map<String, String> more) {
    Map<String, String> settings = server.settings(django);
    settings.put("userTable", model.table());
    settings.put("userModel", model.model());
    settings.putAll(more);
    return server.realm(settings);
  }

  private Map<String, Object> me(BridgedRealm realm, String username) {
    String token = realm.login(username, UserModels.PASSWORD);
    return server.as(token).get(realm.api("/auth/me/")).then().statusCode(200).extract().path("");
  }

  private String name(BridgedRealm realm, UserId id) {
    return server
        .asMaster()
        .get(realm.admin("/auth-service/users/" + id))
        .then()
        .statusCode(200)
        .extract()
        .path("username");
  }
}
