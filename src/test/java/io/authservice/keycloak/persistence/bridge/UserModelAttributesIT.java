package io.authservice.keycloak.persistence.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.Jwt;
import io.authservice.keycloak.testing.UserModels;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Columns that only a project knows, as attributes of its users, on PostgreSQL. */
@WithBridgedKeycloak
class UserModelAttributesIT {

  private static final String ATTRIBUTES =
      """

      join profile = profile.user_id
      attribute city = profile.city
      attribute uuid = profile.public_id shown
      attribute theme = theme write shown
      attribute age = age as integer write shown
      attribute vip = vip as boolean write shown
      attribute premium = profile.plan = 'gold' as boolean shown
      attribute seen_at = seen_at as moment write shown
      attribute options = options as json shown
      """;

  private final BridgedKeycloak server;
  private final UserModels taiga = UserModels.named("Taiga");
  private DjangoRows django;
  private BridgedRealm realm;

  UserModelAttributesIT(BridgedKeycloak server) {
    this.server = server;
  }

  @BeforeEach
  void bridge() {
    django = server.database(taiga.statements());
    django.execute(
        "alter table users_user add theme varchar(10) not null default '', add age integer,"
            + " add vip boolean, add seen_at timestamp with time zone, add options jsonb",
        "create table profile (user_id integer primary key, city varchar(50), plan varchar(10),"
            + " public_id uuid)",
        "insert into profile values (1, 'Turin', 'gold', '00000000-0000-4000-8000-00000000000a')",
        "update users_user set theme = 'dark', age = 36, vip = true,"
            + " seen_at = '2026-01-02 03:04:05.678+00', options = '{\"b\": [1, 2]}' where id = 1");
    Map<String, String> settings = server.settings(django);
    settings.put("userTable", taiga.table());
    settings.put("userModel", taiga.model() + ATTRIBUTES);
    realm = server.realm(settings);
  }

  @AfterEach
  void remove() {
    realm.remove();
  }

  @Test
  void aStockMapperPutsThemIntoTokens() {
    for (String[] mapped :
        new String[][] {
          {"city", "String"}, {"age", "long"}, {"vip", "boolean"}, {"uuid", "String"}
        }) {
      map(mapped[0], mapped[1]);
    }
    Jwt token = Jwt.of(realm.login("ada", UserModels.PASSWORD));
    assertThat(token.claim("city")).isEqualTo("Turin");
    assertThat(token.claims().get("age").isIntegralNumber()).isTrue();
    assertThat(token.claims().get("age").asInt()).isEqualTo(36);
    assertThat(token.claims().get("vip").isBoolean()).isTrue();
    assertThat(token.claim("uuid")).isEqualTo("00000000-0000-4000-8000-00000000000a");
    assertThat(Jwt.of(realm.login("root", UserModels.PASSWORD)).claims().has("city")).isFalse();
  }

  private void map(String attribute, String type) {
    String client =
        server
            .asMaster()
            .queryParam("clientId", "auth-service-api")
            .get(realm.admin("/clients"))
            .path("[0].id");
    server
        .asMaster()
        .body(
            Map.of(
                "name",
                attribute,
                "protocol",
                "openid-connect",
                "protocolMapper",
                "oidc-usermodel-attribute-mapper",
                "config",
                Map.of(
                    "user.attribute", attribute,
                    "claim.name", attribute,
                    "jsonType.label", type,
                    "access.token.claim", "true")))
        .post(realm.admin("/clients/" + client + "/protocol-mappers/models"))
        .then()
        .statusCode(201);
  }

  @Test
  void theConsoleShowsThemAndWritesWhatIsWritten() {
    Map<String, Object> ada = user();
    assertThat(attributes(ada))
        .containsEntry("city", List.of("Turin"))
        .containsEntry("age", List.of("36"))
        .containsEntry("vip", List.of("true"))
        .containsEntry("premium", List.of("true"))
        .containsEntry("seen_at", List.of("2026-01-02T03:04:05.678Z"))
        .containsEntry("options", List.of("{\"b\": [1, 2]}"));
    attributes(ada).put("theme", List.of("light"));
    attributes(ada).put("age", List.of("37"));
    attributes(ada).put("vip", List.of());
    attributes(ada).put("seen_at", List.of("2026-05-06T07:08:09Z"));
    put(ada).then().statusCode(204);
    assertThat(
            django.select(
                "select theme, age, vip, seen_at at time zone 'UTC' from users_user where id = 1"))
        .containsExactly("light|37|null|2026-05-06 07:08:09");
    assertThat(attributes(user()))
        .containsEntry("theme", List.of("light"))
        .doesNotContainKey("vip")
        .containsEntry("city", List.of("Turin"));
  }

  @Test
  void whatIsOnlyReadAndWhatTheColumnDoesNotTakeIsRefused() {
    Map<String, List<String>> refused =
        Map.of(
            "city", List.of("Rome"),
            "premium", List.of("false"),
            "age", List.of("old"),
            "seen_at", List.of("yesterday"));
    refused.forEach(
        (name, value) -> {
          Map<String, Object> ada = user();
          attributes(ada).put(name, value);
          Response answer = put(ada);
          assertThat(answer.statusCode()).as(name + answer.asString()).isEqualTo(400);
          assertThat(answer.asString()).as(name).contains(name);
        });
    Map<String, Object> ada = user();
    attributes(ada).put("theme", List.of("far too long a theme"));
    put(ada).then().statusCode(400).body("errorMessage", equalTo("Could not update user!"));
    assertThat(django.select("select theme, age from users_user where id = 1"))
        .containsExactly("dark|36");
    assertThat(django.select("select city from profile")).containsExactly("Turin");
  }

  @Test
  void readOnlyBridgesWriteNone() {
    realm.configure(Map.of("editMode", "READ_ONLY"));
    Map<String, Object> ada = user();
    put(ada).then().statusCode(204);
    attributes(ada).put("theme", List.of("light"));
    put(ada).then().statusCode(400);
    assertThat(django.select("select theme from users_user where id = 1")).containsExactly("dark");
  }

  @Test
  void usersSeeThemInTheAccountConsoleAndChangeNone() {
    server
        .asMaster()
        .body(Map.of("directAccessGrantsEnabled", true))
        .put(realm.admin("/clients/" + clientOf("account-console")))
        .then()
        .statusCode(204);
    String token =
        server
            .nativeLogin(realm.name(), "account-console", "ada", UserModels.PASSWORD)
            .path("access_token");
    String account = "/realms/" + realm.name() + "/account";
    Map<String, Object> own =
        server
            .as(token)
            .header("Accept", "application/json")
            .get(account)
            .then()
            .statusCode(200)
            .extract()
            .path("");
    assertThat(attributes(own)).containsEntry("city", List.of("Turin"));
    own.remove("userProfileMetadata");
    server.as(token).body(own).post(account).then().statusCode(204);
    attributes(own).put("theme", List.of("light"));
    server
        .as(token)
        .body(own)
        .post(account)
        .then()
        .statusCode(400)
        .body(containsString("error-user-attribute-read-only"));
    assertThat(django.select("select theme from users_user where id = 1")).containsExactly("dark");
  }

  @Test
  void theyAreSearchedFor() {
    for (String search : List.of("city:Turin", "age:36", "vip:true", "theme:dark")) {
      assertThat(found(search)).as(search).containsExactly("ada");
    }
    assertThat(found("city:Rome")).isEmpty();
    assertThat(found("age:old")).isEmpty();
  }

  private List<String> found(String search) {
    return server
        .asMaster()
        .queryParam("q", search)
        .get(realm.admin("/users"))
        .then()
        .statusCode(200)
        .extract()
        .path("username");
  }

  @Test
  void recordsShowThoseThatTheModelShows() {
    String root = realm.login("root", UserModels.PASSWORD);
    server
        .as(root)
        .get(realm.api("/api/users/1/"))
        .then()
        .statusCode(200)
        .body("theme", equalTo("dark"))
        .body("age", equalTo(36))
        .body("vip", equalTo(true))
        .body("premium", equalTo(true))
        .body("seen_at", equalTo("2026-01-02T03:04:05.678Z"))
        .body("options.b", contains(1, 2))
        .body("$", not(hasKey("city")));
    realm
        .list(root)
        .then()
        .statusCode(200)
        .body("find { it.id == 1 }.age", equalTo(36))
        .body("find { it.id == 2 }.age", nullValue())
        .body("find { it.id == 2 }.premium", equalTo(false))
        .body("find { it.id == 2 }.theme", equalTo(""));
    server
        .as(realm.login("ada", UserModels.PASSWORD))
        .get(realm.api("/auth/me/"))
        .then()
        .statusCode(200)
        .body("theme", equalTo("dark"))
        .body("$", not(hasKey("city")));
  }

  @Test
  void optionsAndTheDocumentDescribeThem() {
    String root = realm.login("root", UserModels.PASSWORD);
    Map<String, String> actions = Map.of("/api/users/", "POST", "/api/users/1/", "PUT");
    actions.forEach(
        (path, method) ->
            server
                .as(root)
                .options(realm.api(path))
                .then()
                .statusCode(200)
                .rootPath("actions." + method)
                .body("id.type", equalTo("integer"))
                .body("theme.type", equalTo("string"))
                .body("theme.required", equalTo(false))
                .body("theme.read_only", equalTo(false))
                .body("age.type", equalTo("integer"))
                .body("vip.type", equalTo("boolean"))
                .body("seen_at.type", equalTo("datetime"))
                .body("seen_at.label", equalTo("Seen at"))
                .body("premium.read_only", equalTo(true))
                .body("options.type", equalTo("field"))
                .body("options.read_only", equalTo(true))
                .body("$", not(hasKey("city"))));
    server
        .anonymous()
        .get(realm.api("/api/schema/"))
        .then()
        .statusCode(200)
        .body("components.schemas.UserId.type", equalTo("integer"))
        .rootPath("components.schemas.User")
        .body("properties.age.type", contains("integer", "null"))
        .body("properties.premium.readOnly", equalTo(true))
        .body("properties", not(hasKey("city")))
        .body("required", hasItems("uuid", "theme", "age", "vip", "premium", "seen_at", "options"))
        .rootPath("components.schemas.UserChanges")
        .body("properties", hasKey("theme"))
        .body("properties", not(hasKey("premium")));
    server
        .anonymous()
        .get("/api/schema/")
        .then()
        .statusCode(200)
        .body("components.schemas.User.properties", not(hasKey("theme")));
    realm.configure(Map.of("userModel", taiga.model())).then().statusCode(204);
    server
        .anonymous()
        .get(realm.api("/api/schema/"))
        .then()
        .body("components.schemas.User.properties", not(hasKey("theme")));
  }

  @Test
  void bodiesWriteThemOrSayWhyNot() {
    String root = realm.login("root", UserModels.PASSWORD);
    patch(root, Map.of("theme", "light", "age", 40, "vip", false, "premium", true))
        .then()
        .statusCode(200)
        .body("theme", equalTo("light"))
        .body("age", equalTo(40))
        .body("vip", equalTo(false));
    assertThat(django.select("select theme, age, vip from users_user where id = 1"))
        .containsExactly("light|40|f");
    Map<String, Object> none = new HashMap<>();
    none.put("age", null);
    patch(root, none).then().statusCode(200).body("age", nullValue());

    Map<String, Object> wrong = new LinkedHashMap<>();
    wrong.put("premium", false);
    wrong.put("age", "old");
    wrong.put("vip", "perhaps");
    wrong.put("seen_at", "yesterday");
    patch(root, wrong)
        .then()
        .statusCode(400)
        .body("premium", contains("This field is read-only."))
        .body("age", contains("A valid integer is required."))
        .body("vip", contains("Must be a valid boolean."))
        .body("seen_at", contains(containsString("Datetime has wrong format.")));
    patch(root, Map.of("theme", "far too long a theme"))
        .then()
        .statusCode(400)
        .body("theme", contains("Not a valid value."));
    patch(realm.login("ada", UserModels.PASSWORD), Map.of("age", 99))
        .then()
        .statusCode(400)
        .body("age", contains("This field is read-only."));
    // What is not shown is no field.
    patch(root, Map.of("city", "Rome")).then().statusCode(200);
    assertThat(django.select("select city from profile")).containsExactly("Turin");
  }

  private Response patch(String token, Map<String, ?> body) {
    return server.as(token).body(body).patch(realm.api("/api/users/1/"));
  }

  @Test
  void savingRefusesSecretsTakenNamesAndWhatTheTablesCannotAnswer() {
    Map<String, String> refusals = new LinkedHashMap<>();
    refusals.put("attribute hash = password", "password is a secret");
    refusals.put("join t = authtoken_token.user_id\nattribute t = t.key", "authtoken_token is a");
    refusals.put("attribute email = theme", "email is a name of Keycloak or of a field");
    refusals.put("attribute x = full_name write", "x can be written only as a column");
    refusals.put("attribute x = nowhere", "what is said of x");
    refusals.put("attribute x = theme as integer", "what is said of x");
    refusals.put("attribute x = age write", "what is said of x");
    refusals.forEach(
        (line, message) -> {
          Response answer = realm.configure(Map.of("userModel", taiga.model() + line));
          assertThat(answer.statusCode()).as(line).isEqualTo(400);
          assertThat(answer.asString()).as(line).contains(message);
        });
  }

  private Map<String, Object> user() {
    return server
        .asMaster()
        .get(realm.admin("/users/" + realm.keycloakId(1)))
        .then()
        .statusCode(200)
        .extract()
        .path("");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> attributes(Map<String, Object> user) {
    return (Map<String, Object>) user.get("attributes");
  }

  private Response put(Map<String, Object> user) {
    return server.asMaster().body(user).put(realm.admin("/users/" + realm.keycloakId(1)));
  }

  private String clientOf(String clientId) {
    return server
        .asMaster()
        .queryParam("clientId", clientId)
        .get(realm.admin("/clients"))
        .path("[0].id");
  }
}
