package io.authservice.keycloak.storage.remains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.authservice.keycloak.server.ServerClient;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Keycloak keeps under a user's id is the user's, and ends with the user, whatever tables the
 * users are in.
 */
public abstract class KeptDataContract {

  /** Names begin with it, so that a table may hold others. */
  protected static final String OURS = "kept-";

  private static final String ROOT = OURS + "root";
  private static final String ADA = OURS + "ada";
  private static final String NEWCOMER = OURS + "newcomer";
  private static final String STRANGER = OURS + "stranger";
  private static final String ADAS_EMAIL = ADA + "@example.com";
  private static final String STRANGERS_EMAIL = STRANGER + "@example.com";
  private static final String PASSWORD = DjangoRows.PASSWORD;
  private static final String TOMORROW = "2024-03-01 23:59:59+00";

  private DjangoRows tables;
  private BridgedRealm realm;
  private ServerClient server;
  private long ada;

  /**
   * Where the users of the next test are to be: tables that Keycloak sees as they are, whoever
   * writes them.
   */
  protected abstract DjangoRows tables();

  /**
   * A realm whose users are in these tables, as its template has it.
   *
   * @param tables with two users in them
   */
  protected abstract BridgedRealm realm(DjangoRows tables);

  /** Leaves nothing behind. */
  protected abstract void end(BridgedRealm realm);

  protected final BridgedRealm realm() {
    return realm;
  }

  @BeforeEach
  final void begin() {
    tables = tables();
    tables.user(ROOT, true);
    ada = tables.user(ADA, false);
    realm = realm(tables);
    server = realm.server();
  }

  @AfterEach
  final void end() {
    end(realm);
  }

  @Test
  final void aVerifiedEmailIsTheOneThatWasVerified() {
    put(Map.of("emailVerified", true));
    verified(true);
    assertThat(found("emailVerified=true&username=" + ADA)).containsExactly(ADA);

    email("eve@example.com");
    verified(false);
    assertThat(found("emailVerified=true&username=" + ADA)).isEmpty();
    assertThat(found("emailVerified=false&username=" + ADA)).containsExactly(ADA);

    email("Kept-ADA@Example.COM");
    verified(true);
    server
        .as(realm.login(ADA, PASSWORD))
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
  final void nobodySetsTheMarkAsAnAttribute() {
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
    realm.login(ADA, PASSWORD);
    server.asMaster().get(user()).then().body("attributes.colour", equalTo(List.of("blue")));
  }

  @Test
  final void whoeverIsGivenAnIdAgainHasNothingOfWhoHadItBefore() {
    String token = keepMuch();

    tables.execute(
        "delete from users_user where id = " + ada,
        "insert into users_user (id, password, is_superuser, username, first_name, last_name, email,"
            + " is_staff, is_active, date_joined) select "
            + ada
            + ", password, false, '"
            + NEWCOMER
            + "', '', '', '"
            + ADAS_EMAIL
            + "', false, true, '"
            + TOMORROW
            + "' from users_user where username = '"
            + ROOT
            + "'");

    server.as(token).get(realm.api("/auth/me/")).then().statusCode(401);
    holdsNothing();
    server.as(token).get(realm.api("/auth/me/")).then().statusCode(401);
    realm.login(NEWCOMER, PASSWORD);
    server
        .asMaster()
        .get(user() + "/role-mappings/realm")
        .then()
        .body("name", not(hasItem("keeper")));
  }

  @Test
  final void anAdministratorIsTheFirstToLookAtWhoHasTheIdNow() {
    keepMuch();
    tables.execute(
        "update users_user set username = '"
            + NEWCOMER
            + "', date_joined = '"
            + TOMORROW
            + "' where id = "
            + ada);

    assertThat(found("search=" + NEWCOMER)).containsExactly(NEWCOMER);
    server
        .asMaster()
        .get(realm.admin("/users?briefRepresentation=false&search=" + NEWCOMER))
        .then()
        .body("[0].emailVerified", equalTo(false))
        .body("[0].requiredActions", hasSize(0))
        .body("[0].attributes.colour", equalTo(null));
    holdsNothing();
  }

  @Test
  final void keepsWhatIsKeptOfAUserWhomDjangoSaves() {
    keepMuch();

    tables.execute(
        "update users_user set username = 'kept-countess', date_joined = date_trunc('second',"
            + " date_joined) where id = "
            + ada);

    server.asMaster().get(user() + "/role-mappings/realm").then().body("name", hasItem("keeper"));
    server.asMaster().get(user() + "/groups").then().body("name", equalTo(List.of("keepers")));
    verified(true);
  }

  @Test
  final void whatIsKeptEndsWithTheRow() {
    String token = keepMuch();

    tables.execute("delete from users_user where id = " + ada);
    server.as(token).get(realm.api("/auth/me/")).then().statusCode(401);
    server.asMaster().get(user()).then().statusCode(404);
    // Even for one who looks the same, as a restored copy does.
    tables.execute(
        "insert into users_user (id, password, is_superuser, username, first_name, last_name, email,"
            + " is_staff, is_active, date_joined) select "
            + ada
            + ", password, false, '"
            + ADA
            + "', '', '', '"
            + ADAS_EMAIL
            + "', false, true, date_joined"
            + " from users_user where username = '"
            + ROOT
            + "'");

    holdsNothing();
  }

  @Test
  final void whatIsKeptOfUsersWhoAreGoneIsSweptOut() {
    // Of users of other tests, where the tables hold others.
    server.asMaster().post(realm.admin("/auth-service/remains")).then().statusCode(200);
    keepMuch();
    long other = tables.user(STRANGER, false);
    String others = realm.admin("/users/" + realm.keycloakId(other));
    server
        .asMaster()
        .body(Map.of("userId", "other", "userName", "other"))
        .post(others + "/federated-identity/elsewhere")
        .then()
        .statusCode(204);
    tables.execute("delete from users_user where id = " + ada);

    server.asMaster().post(realm.admin("/auth-service/remains?after=zzz")).then().statusCode(200);
    server
        .asMaster()
        .post(realm.admin("/auth-service/remains?dry-run=true"))
        .then()
        .statusCode(400);
    Response swept = server.asMaster().post(realm.admin("/auth-service/remains"));

    assertThat(swept.statusCode()).as(swept.asString()).isEqualTo(200);
    assertThat(swept.jsonPath().getInt("removed")).isEqualTo(1);
    assertThat(swept.jsonPath().getInt("checked")).isGreaterThan(1);
    assertThat(swept.jsonPath().<Object>get("next")).isNull();
    server
        .asMaster()
        .post(realm.admin("/auth-service/remains"))
        .then()
        .statusCode(200)
        .body("removed", equalTo(0));
    server.asMaster().get(others + "/federated-identity").then().body("", hasSize(1));
    server
        .as(realm.login(STRANGER, PASSWORD))
        .post(realm.admin("/auth-service/remains"))
        .then()
        .statusCode(403);
  }

  @Test
  final void listsShowNobodyWhoIsGone() {
    keepMuch();
    String group = server.asMaster().get(realm.admin("/group-by-path/keepers")).path("id");
    tables.execute("delete from users_user where id = " + ada);

    assertThat(found("idpAlias=elsewhere")).isEmpty();
    for (String list : List.of("/groups/" + group + "/members", "/roles/keeper/users")) {
      server.asMaster().get(realm.admin(list)).then().statusCode(200).body("", hasSize(0));
    }
  }

  @Test
  final void aUserIsLockedForGoodAndLetInAgain() {
    lockOutAndLetIn();
  }

  /** By too many wrong passwords, and by the master realm's administrator. */
  protected final void lockOutAndLetIn() {
    server
        .asMaster()
        .body(
            Map.of("permanentLockout", true, "failureFactor", 2, "quickLoginCheckMilliSeconds", 0))
        .put(realm.admin(""))
        .then()
        .statusCode(204);
    String token = realm.login(ADA, PASSWORD);
    String root = realm.login(ROOT, PASSWORD);

    for (int i = 0; i < 3; i++) {
      realm.obtain(ADA, "wrong-" + i).then().statusCode(401);
      await().pollDelay(Duration.ofMillis(300)).until(() -> true);
    }

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !server.asMaster().get(user()).jsonPath().getBoolean("enabled"));
    realm.obtain(ADA, PASSWORD).then().statusCode(401);
    server.as(token).get(realm.api("/auth/me/")).then().statusCode(401);
    server
        .as(root)
        .get(realm.api("/api/users/" + ada + "/"))
        .then()
        .body("is_active", equalTo(false));
    assertThat(
            realm
                .list(root)
                .jsonPath()
                .getList("findAll { it.username.startsWith('" + OURS + "') }.is_active"))
        .containsExactly(true, false);
    server
        .asMaster()
        .get(realm.admin("/attack-detection/brute-force/users/" + realm.keycloakId(ada)))
        .then()
        .body("disabled", equalTo(true));

    put(Map.of("enabled", true));
    realm.login(ADA, PASSWORD);
    server
        .as(root)
        .get(realm.api("/api/users/" + ada + "/"))
        .then()
        .body("is_active", equalTo(true));
  }

  @Test
  final void nobodysNameIsAnothersEmailWhereTheRealmLogsInByEmail() {
    String root = realm.login(ROOT, PASSWORD);
    tables.user(OURS + "named@example.com", false);
    server
        .asMaster()
        .body(Map.of("loginWithEmailAllowed", true, "duplicateEmailsAllowed", false))
        .put(realm.admin(""))
        .then()
        .statusCode(204);

    refused("email", post(STRANGER, "Kept-Named@Example.com"));
    refused("email", post(STRANGER, ADAS_EMAIL));
    refused("username", post("Kept-ADA@example.com", STRANGERS_EMAIL));
    post(STRANGER, STRANGERS_EMAIL).then().statusCode(201);
    String self = realm.api("/api/users/" + ada + "/");
    refused("email", server.as(root).body(Map.of("email", OURS + "named@example.com")).patch(self));
    refused("username", server.as(root).body(Map.of("username", STRANGERS_EMAIL)).patch(self));
    server
        .as(root)
        .body(Map.of("username", ADAS_EMAIL, "email", "Kept-Ada@example.com"))
        .patch(self)
        .then()
        .statusCode(200);
    Map<String, Object> user = server.asMaster().get(user()).jsonPath().getMap("");
    user.put("email", OURS + "named@example.com");
    server.asMaster().body(user).put(user()).then().statusCode(409);
  }

  @Test
  final void nobodyTakesTheNameOfAServiceAccount() {
    for (String name : List.of("service-account-later", "Service-Account-Later")) {
      refused("username", post(name, STRANGERS_EMAIL));
      refused(
          "username",
          server
              .as(realm.login(ADA, PASSWORD))
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
    String group = server.asMaster().get(realm.admin("/group-by-path/keepers")).path("id");
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
    String token = realm.login(ADA, PASSWORD);
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
    tables.execute("update users_user set email = '" + email + "' where id = " + ada);
  }

  private List<String> found(String query) {
    return server.asMaster().get(realm.admin("/users?" + query)).jsonPath().getList("username");
  }
}
