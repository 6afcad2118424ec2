package io.authservice.keycloak.persistence.bridge;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.DjangoSchemas;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept under the id of a user, or refers to it, where ids are UUIDs. */
@WithBridgedKeycloak
class BridgedUuidUsersIT {

  private static final String KEY = "0123456789abcdef0123456789abcdef01234567";

  private final BridgedKeycloak server;
  private DjangoRows django;
  private BridgedRealm realm;
  private String ada;

  BridgedUuidUsersIT(BridgedKeycloak server) {
    this.server = server;
  }

  @BeforeEach
  void bridge() {
    django = server.database(DjangoSchemas.ofUuids());
    ada = user("ada", false);
    realm = server.realm(server.settings(django));
  }

  @AfterEach
  void remove() {
    realm.remove();
  }

  private String user(String name, boolean superuser) {
    django.execute(
        "insert into users_user (password, is_superuser, username, first_name, last_name, email,"
            + " is_staff, is_active, date_joined) values ('%1$s', %3$s, '%2$s', '', '', '%2$s@example.com', %3$s, true, now())"
                .formatted(DjangoRows.encoded(DjangoRows.PASSWORD), name, superuser));
    return django.select("select id from users_user where username = '" + name + "'").get(0);
  }

  private String keycloakId() {
    return "f:" + realm.componentId() + ":" + ada;
  }

  @Test
  void formerPasswordsAreRefused() {
    server
        .asMaster()
        .body(Map.of("passwordPolicy", "passwordHistory(2)"))
        .put(realm.admin(""))
        .then()
        .statusCode(204);
    String first = "navy-Cobol-59";
    choose(DjangoRows.PASSWORD, first).then().statusCode(200);
    choose(first, first).then().statusCode(400).body("password", contains(containsString("2")));
    choose(first, DjangoRows.PASSWORD).then().statusCode(400);
    choose(first, "rusty-Basic-61").then().statusCode(200);
    choose("rusty-Basic-61", DjangoRows.PASSWORD).then().statusCode(200);
  }

  private Response choose(String present, String password) {
    return server
        .as(realm.login("ada", present))
        .body(Map.of("password", password))
        .patch(realm.api("/api/users/" + ada + "/"));
  }

  @Test
  void theHistoryTellsOfThemByTheirIds() {
    user("root", true);
    String root = django.select("select id from users_user where username = 'root'").get(0);
    String one = realm.admin("/auth-service/users/" + ada);
    String keycloaks = realm.admin("/users/" + keycloakId());
    String boss = adminToken("root");
    server.as(boss).body(Map.of("first_name", "Ada")).patch(one).then().statusCode(200);
    server
        .as(boss)
        .body(Map.of("type", "password", "value", "navy-Cobol-59"))
        .put(keycloaks + "/reset-password")
        .then()
        .statusCode(204);
    server
        .as(boss)
        .get(one + "/history")
        .then()
        .statusCode(200)
        .body("results.action", contains("password", "change"))
        .body("results.target.id", everyItem(equalTo(ada)))
        .body("results.target.name", everyItem(equalTo("ada")))
        .body("results.actor.id", everyItem(equalTo(root)))
        .body("results[1].changes[0].to", equalTo("Ada"));
    server.as(boss).delete(one).then().statusCode(204);
    server
        .as(boss)
        .get(one + "/history")
        .then()
        .statusCode(200)
        .body("results[0].action", equalTo("delete"))
        .body("results[0].target.id", nullValue())
        .body("results[0].target.former_id", equalTo(ada))
        .body("results[0].target.name", equalTo("ada"));
    server
        .as(boss)
        .get(realm.admin("/auth-service/history"))
        .then()
        .body("results.target.former_id", hasItems(ada));
  }

  private String adminToken(String name) {
    return server
        .anonymous()
        .contentType(ContentType.URLENC)
        .formParams(
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                name,
                "password",
                DjangoRows.PASSWORD))
        .post("/realms/" + realm.name() + "/protocol/openid-connect/token")
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  @Test
  void linksAreKeptFoundAndGoWithTheUser() {
    server
        .asMaster()
        .body(
            Map.of(
                "alias",
                "hub",
                "providerId",
                "github",
                "config",
                Map.of("clientId", "c", "clientSecret", "s")))
        .post(realm.admin("/identity-provider/instances"))
        .then()
        .statusCode(201);
    String user = realm.admin("/users/" + keycloakId());
    server
        .asMaster()
        .body(Map.of("userId", "4711", "userName", "countess"))
        .post(user + "/federated-identity/hub")
        .then()
        .statusCode(204);
    server.asMaster().get(user + "/federated-identity").then().body("userId", contains("4711"));
    linked().then().body("id", contains(keycloakId()));
    server
        .asMaster()
        .get(realm.admin("/auth-service/users/" + ada + "/belongings"))
        .then()
        .statusCode(200);
    // Another of the same id is somebody else.
    django.execute("update users_user set date_joined = date_joined + interval '1 day'");
    server.asMaster().get(user + "/federated-identity").then().statusCode(200).body("$", empty());
    linked().then().body("$", empty());
  }

  private Response linked() {
    return server
        .asMaster()
        .queryParams(Map.of("idpAlias", "hub", "idpUserId", "4711"))
        .get(realm.admin("/users"))
        .then()
        .statusCode(200)
        .extract()
        .response();
  }

  @Test
  void tokensInDjangosTablesAreAccepted() {
    django.execute(
        "insert into oauth2_provider_application (id, client_id, redirect_uris, client_type,"
            + " authorization_grant_type, client_secret, name, skip_authorization, created,"
            + " updated, algorithm) values (3, 'web', '', 'public', 'password', '', '', false,"
            + " now(), now(), '')",
        ("insert into oauth2_provider_accesstoken (id, token, expires, scope, application_id,"
                + " user_id, created, updated) values (5, 'opaque', now() + interval '1 hour',"
                + " 'read', 3, '%s', now(), now())")
            .formatted(ada),
        ("insert into oauth2_provider_refreshtoken (id, token, access_token_id, application_id,"
                + " user_id, created, updated) values (6, 'fresh', 5, 3, '%s', now(), now())")
            .formatted(ada),
        "insert into authtoken_token values ('%s', now(), '%s')".formatted(KEY, ada));
    server
        .asMaster()
        .body(
            Map.of(
                "clientId",
                "web",
                "publicClient",
                true,
                "directAccessGrantsEnabled",
                true,
                "redirectUris",
                List.of("http://localhost:3000/cb"),
                "defaultClientScopes",
                List.of("basic", "auth-service"),
                "optionalClientScopes",
                List.of("read", "write")))
        .post(realm.admin("/clients"))
        .then()
        .statusCode(201);

    for (String authorization : List.of("Bearer opaque", "Token " + KEY)) {
      me(authorization).then().statusCode(200).body("id", equalTo(ada));
    }
    Response exchanged =
        token(Map.of("grant_type", "refresh_token", "refresh_token", "fresh"))
            .then()
            .statusCode(200)
            .body("scope", equalTo("read"))
            .extract()
            .response();
    me("Bearer " + exchanged.path("access_token")).then().statusCode(200).body("id", equalTo(ada));
    token(Map.of("grant_type", "refresh_token", "refresh_token", exchanged.path("refresh_token")))
        .then()
        .statusCode(200);
    token(Map.of("grant_type", "refresh_token", "refresh_token", "fresh")).then().statusCode(400);
    django.execute("update users_user set is_active = false");
    for (String authorization : List.of("Bearer opaque", "Token " + KEY)) {
      me(authorization).then().statusCode(401);
    }
  }

  private Response token(Map<String, String> grant) {
    return server
        .anonymous()
        .contentType(ContentType.URLENC)
        .formParam("client_id", "web")
        .formParams(grant)
        .post(realm.api("/o/token/"));
  }

  private Response me(String authorization) {
    return server.anonymous().header("Authorization", authorization).get(realm.api("/auth/me/"));
  }
}
