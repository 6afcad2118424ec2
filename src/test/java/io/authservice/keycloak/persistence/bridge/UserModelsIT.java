package io.authservice.keycloak.persistence.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.UserModels;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
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
    Map<String, Object> ada = me(realm, name(realm, 1));
    assertThat(ada).containsEntry("id", 1).containsEntry("email", "ada@example.com");
    assertThat((ada.get("first_name") + " " + ada.get("last_name")).strip())
        .isEqualTo("Ada Lovelace");

    List<Integer> ids =
        server
            .asMaster()
            .get(realm.admin("/auth-service/users"))
            .then()
            .statusCode(200)
            .extract()
            .path("results.id");
    assertThat(ids).contains(1, 2).doesNotContain(4, 5);
    if (ids.contains(3)) {
      assertThat(realm.obtain(name(realm, 3), UserModels.PASSWORD).statusCode()).isEqualTo(401);
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
            "id = full_name", "of type varchar, not an integer",
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
    django.execute("select setval(pg_get_serial_sequence('" + model.table() + "', 'id'), 100)");
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

  private String name(BridgedRealm realm, long id) {
    return server
        .asMaster()
        .get(realm.admin("/auth-service/users/" + id))
        .then()
        .statusCode(200)
        .extract()
        .path("username");
  }
}
