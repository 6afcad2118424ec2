package io.authservice.keycloak.storage.remains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Keycloak keeps under a user's id is the user's, and ends with the user. */
@WithBridgedKeycloak
class KeptDataIT {

  private static final String PASSWORD = DjangoRows.PASSWORD;
  private static final String TOMORROW = "2024-03-01 23:59:59+00";

  private final BridgedKeycloak server;
  private DjangoRows django;
  private BridgedRealm realm;
  private long ada;

  KeptDataIT(BridgedKeycloak server) {
    this.server = server;
  }

  @BeforeEach
  void bridge() {
    django = server.database();
    django.user("root", true);
    ada = django.user("ada", false);
    realm = server.realm(server.settings(django));
  }

  @AfterEach
  void remove() {
    realm.remove();
  }

  @Test
  void aVerifiedEmailIsTheOneThatWasVerified() {
    put(Map.of("emailVerified", true));
    verified(true);
    assertThat(found("emailVerified=true")).containsExactly("ada");

    email("eve@example.com");
    verified(false);
    assertThat(found("emailVerified=true")).isEmpty();
    assertThat(found("emailVerified=false")).contains("ada");

    email("ADA@Example.COM");
    verified(true);
    server
        .as(realm.login("ada", PASSWORD))
        .body(Map.of("email", "eve@example.com"))
        .patch(realm.api("/api/users/" + ada + "/"))
        .then()
        .statusCode(200);
    verified(false);

    put(Map.of("email", "grace@example.com", "emailVerified", true));
    verified(true);
    put(Map.of("emailVerified", false));
    verified(false);
  }

  @Test
  void nobodySetsTheMarkAsAnAttribute() {
    Map<String, Object> profile =
        server.asMaster().get(realm.admin("/users/profile")).jsonPath().getMap("");
    profile.put("unmanagedAttributePolicy", "ENABLED");
    server.asMaster().body(profile).put(realm.admin("/users/profile")).then().statusCode(200);
    put(Map.of("emailVerified", true));
    String mark = "auth-service.verified-email";

    put(
        Map.of(
            "email",
            "eve@example.com",
            "emailVerified",
            false,
            "attributes",
            Map.of(
                "EMAIL_VERIFIED",
                List.of("true"),
                mark,
                List.of("0"),
                "auth-service.bond",
                List.of("0"),
                "colour",
                List.of("blue"))));

    verified(false);
    server
        .asMaster()
        .get(user())
        .then()
        .body("attributes.colour", equalTo(List.of("blue")))
        .body("attributes.EMAIL_VERIFIED", equalTo(null))
        .body("attributes.findAll { it.key.startsWith('auth-service') }.size()", equalTo(0));
    realm.login("ada", PASSWORD);
    server.asMaster().get(user()).then().body("attributes.colour", equalTo(List.of("blue")));
  }

  @Test
  void whoeverIsGivenAnIdAgainHasNothingOfWhoHadItBefore() {
    String token = keepMuch();

    django.execute(
        "delete from users_user where id = " + ada,
        "insert into users_user (id, password, is_superuser, username, first_name, last_name, email,"
            + " is_staff, is_active, date_joined) select "
            + ada
            + ", password, false, 'newcomer', '', '', 'ada@example.com', false, true, '"
            + TOMORROW
            + "' from users_user where username = 'root'");

    server.as(token).get(realm.api("/auth/me/")).then().statusCode(401);
    holdsNothing();
    server.as(token).get(realm.api("/auth/me/")).then().statusCode(401);
    realm.login("newcomer", PASSWORD);
    server
        .asMaster()
        .get(user() + "/role-mappings/realm")
        .then()
        .body("name", not(hasItem("keeper")));
  }

  @Test
  void anAdministratorIsTheFirstToLookAtWhoHasTheIdNow() {
    keepMuch();
    django.execute(
        "update users_user set username = 'newcomer', date_joined = '"
            + TOMORROW
            + "' where id = "
            + ada);

    assertThat(found("search=newcomer")).containsExactly("newcomer");
    server
        .asMaster()
        .get(realm.admin("/users?briefRepresentation=false&search=newcomer"))
        .then()
        .body("[0].emailVerified", equalTo(false))
        .body("[0].requiredActions", hasSize(0))
        .body("[0].attributes.colour", equalTo(null));
    holdsNothing();
  }

  @Test
  void keepsWhatIsKeptOfAUserWhomDjangoSaves() {
    keepMuch();

    django.execute(
        "update users_user set username = 'countess', date_joined = date_trunc('second',"
            + " date_joined) where id = "
            + ada);

    server.asMaster().get(user() + "/role-mappings/realm").then().body("name", hasItem("keeper"));
    server.asMaster().get(user() + "/groups").then().body("name", equalTo(List.of("keepers")));
    verified(true);
  }

  @Test
  void whatIsKeptEndsWithTheRow() {
    String token = keepMuch();

    django.execute("delete from users_user where id = " + ada);
    server.as(token).get(realm.api("/auth/me/")).then().statusCode(401);
    server.asMaster().get(user()).then().statusCode(404);
    // Even for one who looks the same, as a restored copy does.
    django.execute(
        "insert into users_user (id, password, is_superuser, username, first_name, last_name, email,"
            + " is_staff, is_active, date_joined) select "
            + ada
            + ", password, false, 'ada', '', '', 'ada@example.com', false, true, date_joined"
            + " from users_user where username = 'root'");

    holdsNothing();
  }

  @Test
  void aRealmThatIsImportedBringsNothingForNewUsers() {
    DjangoRows other = server.database();
    long old = other.user("old", false);
    long moved = other.user("moved", false);
    long young = other.user("young", false);
    other.execute(
        "update users_user set date_joined = now() + interval '1 minute' where id = " + young);
    String name = "realm" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    ObjectNode template = BridgedKeycloak.template(name, server.settings(other));
    template.withObject("/roles").withArray("realm").addObject().put("name", "keeper");
    ArrayNode kept = template.putArray("federatedUsers");
    long joined = Instant.parse("2024-02-29T23:59:59.123456Z").toEpochMilli();
    for (long id : new long[] {old, moved, young}) {
      ObjectNode user = kept.addObject().put("id", "f:" + name + "-s:" + id);
      user.putArray("realmRoles").add("keeper");
      if (id != young) {
        user.putObject("attributes")
            .putArray("auth-service.bond")
            .add(Long.toString(id == old ? joined - 86_400_000 : joined));
      }
    }
    server.asMaster().body(template.toString()).post("/admin/realms").then().statusCode(201);
    BridgedRealm imported = new BridgedRealm(server, name, name + "-s");

    for (long id : new long[] {old, moved, young}) {
      server
          .asMaster()
          .get(imported.admin("/users/" + imported.keycloakId(id) + "/role-mappings/realm"))
          .then()
          .statusCode(200)
          .body("name", id == moved ? hasItem("keeper") : not(hasItem("keeper")));
    }
    imported.remove();
  }

  @Test
  void aUserOfAReadOnlyDatabaseIsLockedForGoodAndLetInAgain() {
    Map<String, String> settings = new HashMap<>(server.settings(django));
    realm.remove();
    settings.put("editMode", "READ_ONLY");
    realm = server.realm(settings);
    server
        .asMaster()
        .body(
            Map.of("permanentLockout", true, "failureFactor", 2, "quickLoginCheckMilliSeconds", 0))
        .put(realm.admin(""))
        .then()
        .statusCode(204);
    List<String> before = django.select("select * from users_user order by id");
    String token = realm.login("ada", PASSWORD);
    String root = realm.login("root", PASSWORD);

    for (int i = 0; i < 3; i++) {
      realm.obtain("ada", "wrong-" + i).then().statusCode(401);
      await().pollDelay(Duration.ofMillis(300)).until(() -> true);
    }

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !server.asMaster().get(user()).jsonPath().getBoolean("enabled"));
    realm.obtain("ada", PASSWORD).then().statusCode(401);
    server.as(token).get(realm.api("/auth/me/")).then().statusCode(401);
    server
        .as(root)
        .get(realm.api("/api/users/" + ada + "/"))
        .then()
        .body("is_active", equalTo(false));
    assertThat(realm.list(root).jsonPath().getList("is_active")).containsExactly(true, false);
    server
        .asMaster()
        .get(realm.admin("/attack-detection/brute-force/users/" + realm.keycloakId(ada)))
        .then()
        .body("disabled", equalTo(true));

    put(Map.of("enabled", true));
    realm.login("ada", PASSWORD);
    server
        .as(root)
        .get(realm.api("/api/users/" + ada + "/"))
        .then()
        .body("is_active", equalTo(true));
    assertThat(django.select("select * from users_user order by id")).isEqualTo(before);
  }

  @Test
  void nobodysNameIsAnothersEmailWhereTheRealmLogsInByEmail() {
    String root = realm.login("root", PASSWORD);
    django.user("named@example.com", false);
    server
        .asMaster()
        .body(Map.of("loginWithEmailAllowed", true, "duplicateEmailsAllowed", false))
        .put(realm.admin(""))
        .then()
        .statusCode(204);

    refused("email", post("stranger", "Named@Example.com"));
    refused("email", post("stranger", "ada@example.com"));
    refused("username", post("ADA@example.com", "stranger@example.com"));
    post("stranger", "stranger@example.com").then().statusCode(201);
    String self = realm.api("/api/users/" + ada + "/");
    refused("email", server.as(root).body(Map.of("email", "named@example.com")).patch(self));
    refused(
        "username", server.as(root).body(Map.of("username", "stranger@example.com")).patch(self));
    server
        .as(root)
        .body(Map.of("username", "ada@example.com", "email", "Ada@example.com"))
        .patch(self)
        .then()
        .statusCode(200);
    Map<String, Object> user = server.asMaster().get(user()).jsonPath().getMap("");
    user.put("email", "named@example.com");
    server.asMaster().body(user).put(user()).then().statusCode(409);
  }

  @Test
  void nobodyTakesTheNameOfAServiceAccount() {
    for (String name : List.of("service-account-later", "Service-Account-Later")) {
      refused("username", post(name, "stranger@example.com"));
      refused(
          "username",
          server
              .as(realm.login("ada", PASSWORD))
              .body(Map.of("username", name))
              .patch(realm.api("/api/users/" + ada + "/")));
    }
  }

  private Response post(String username, String email) {
    return server
        .anonymous()
        .body(Map.of("username", username, "email", email, "password", "navy-Cobol-59"))
        .post(realm.api("/api/users/"));
  }

  private static void refused(String field, Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(answer.jsonPath().getMap("")).containsOnlyKeys(field);
  }

  /** Of every kind; the token of a login. */
  private String keepMuch() {
    server
        .asMaster()
        .body(Map.of("name", "keeper"))
        .post(realm.admin("/roles"))
        .then()
        .statusCode(201);
    server
        .asMaster()
        .body(Map.of("name", "keepers"))
        .post(realm.admin("/groups"))
        .then()
        .statusCode(201);
    server
        .asMaster()
        .body(
            Map.of(
                "alias",
                "elsewhere",
                "providerId",
                "github",
                "config",
                Map.of("clientId", "c", "clientSecret", "s")))
        .post(realm.admin("/identity-provider/instances"))
        .then()
        .statusCode(201);
    Map<String, Object> role =
        server.asMaster().get(realm.admin("/roles/keeper")).jsonPath().getMap("");
    String group = server.asMaster().get(realm.admin("/groups")).jsonPath().getString("[0].id");
    server
        .asMaster()
        .body(List.of(role))
        .post(user() + "/role-mappings/realm")
        .then()
        .statusCode(204);
    server.asMaster().put(user() + "/groups/" + group).then().statusCode(204);
    server
        .asMaster()
        .body(Map.of("userId", "link", "userName", "link"))
        .post(user() + "/federated-identity/elsewhere")
        .then()
        .statusCode(204);
    String token = realm.login("ada", PASSWORD);
    put(Map.of("emailVerified", true, "requiredActions", List.of("CONFIGURE_TOTP")));
    assertThat(server.asMaster().get(user() + "/sessions").jsonPath().getList("")).isNotEmpty();
    return token;
  }

  private void holdsNothing() {
    server
        .asMaster()
        .get(user() + "/role-mappings/realm")
        .then()
        .statusCode(200)
        .body("name", not(hasItem("keeper")));
    for (String part : List.of("/groups", "/federated-identity", "/consents", "/sessions")) {
      server.asMaster().get(user() + part).then().statusCode(200).body("", hasSize(0));
    }
    server
        .asMaster()
        .get(user())
        .then()
        .statusCode(200)
        .body("emailVerified", equalTo(false))
        .body("requiredActions", hasSize(0));
    server.asMaster().get(realm.admin("/roles/keeper/users")).then().body("", hasSize(0));
  }

  private String user() {
    return realm.admin("/users/" + realm.keycloakId(ada));
  }

  private void put(Map<String, Object> changes) {
    Map<String, Object> user =
        new HashMap<>(server.asMaster().get(user()).jsonPath().<String, Object>getMap(""));
    user.putAll(changes);
    Response answer = server.asMaster().body(user).put(user());
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(204);
  }

  private void verified(boolean verified) {
    server.asMaster().get(user()).then().body("emailVerified", equalTo(verified));
  }

  private void email(String email) {
    django.execute("update users_user set email = '" + email + "' where id = " + ada);
  }

  private List<String> found(String query) {
    return server.asMaster().get(realm.admin("/users?" + query)).jsonPath().getList("username");
  }
}
