package io.authservice.keycloak.persistence.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tokens of django-oauth-toolkit and of Django REST framework, in the tables of a Django that goes
 * on.
 */
@WithBridgedKeycloak
class BridgedStoredTokensIT {

  private static final String KEY = "0123456789abcdef0123456789abcdef01234567";

  private final BridgedKeycloak server;

  BridgedStoredTokensIT(BridgedKeycloak server) {
    this.server = server;
  }

  @Test
  void areReadAsTheyAreAtTheMoment() {
    DjangoRows django = server.database();
    long ada = django.user("ada", false);
    BridgedRealm realm = server.realm(server.settings(django));
    issue(django, ada);
    client(realm);

    me(realm, "Bearer opaque").then().statusCode(200).body("id", equalTo((int) ada));
    me(realm, "Token " + KEY).then().statusCode(200);
    me(realm, "Bearer Opaque").then().statusCode(401);
    django.execute("update oauth2_provider_accesstoken set scope = 'write'");
    me(realm, "Bearer opaque").then().statusCode(403);
    django.execute("update oauth2_provider_accesstoken set scope = 'read', expires = now()");
    me(realm, "Bearer opaque").then().statusCode(401);
    django.execute("update authtoken_token set key = reverse(key)");
    me(realm, "Token " + KEY).then().statusCode(401);

    exchanged(realm).then().statusCode(200).body("scope", equalTo("read"));
    exchanged(realm).then().statusCode(400);
    assertThat(django.select("select revoked is null from oauth2_provider_refreshtoken"))
        .containsExactly("t");
    realm.remove();
  }

  @Test
  void whatDjangoRevokedIsNotExchanged() {
    DjangoRows django = server.database();
    long ada = django.user("ada", false);
    BridgedRealm realm = server.realm(server.settings(django));
    issue(django, ada);
    client(realm);
    django.execute("update oauth2_provider_refreshtoken set revoked = now()");

    exchanged(realm).then().statusCode(400).body("error", equalTo("invalid_grant"));
    realm.remove();
  }

  @Test
  void withoutTheirTablesThereAreNone() {
    DjangoRows django = server.database();
    django.user("ada", false);
    django.execute(
        "drop table oauth2_provider_accesstoken, oauth2_provider_refreshtoken, authtoken_token"
            + " cascade");
    BridgedRealm realm = server.realm(server.settings(django));
    client(realm);

    me(realm, "Bearer opaque").then().statusCode(401);
    me(realm, "Token " + KEY).then().statusCode(401);
    exchanged(realm).then().statusCode(400);
    realm.remove();
  }

  @Test
  void whereTheyMayNotBeReadNobodyIsTakenForUnknown() {
    DjangoRows django = server.database();
    django.user("ada", false);
    String role = "no_tokens_" + django.name();
    django.execute(
        "create role " + role + " login",
        "grant usage on schema public to " + role,
        "grant select, insert, update, delete on all tables in schema public to " + role,
        "revoke all on oauth2_provider_accesstoken from " + role);
    Map<String, String> settings = server.settings(django);
    settings.put("databaseUser", role);
    BridgedRealm realm = server.realm(settings);

    me(realm, "Bearer opaque").then().statusCode(503);
    realm.remove();
  }

  private static void issue(DjangoRows django, long user) {
    django.execute(
        "insert into oauth2_provider_application (id, client_id, redirect_uris, client_type,"
            + " authorization_grant_type, client_secret, name, skip_authorization, created,"
            + " updated, algorithm) values (3, 'web', '', 'public', 'authorization-code', '', '',"
            + " false, now(), now(), '')",
        "insert into oauth2_provider_accesstoken (id, token, expires, scope, application_id,"
            + " user_id, created, updated) values (5, 'opaque', now() + interval '1 hour', 'read',"
            + " 3, "
            + user
            + ", now(), now())",
        "insert into oauth2_provider_refreshtoken (id, token, access_token_id, application_id,"
            + " user_id, created, updated) values (6, 'fresh', 5, 3, "
            + user
            + ", now(), now())",
        "insert into authtoken_token (key, created, user_id) values ('"
            + KEY
            + "', now(), "
            + user
            + ")");
  }

  private static void client(BridgedRealm realm) {
    realm
        .server()
        .asMaster()
        .body(
            Map.of(
                "clientId", "web",
                "publicClient", true,
                "redirectUris", List.of("http://localhost:3000/cb"),
                "defaultClientScopes", List.of("basic", "auth-service"),
                "optionalClientScopes", List.of("read", "write")))
        .post(realm.admin("/clients"))
        .then()
        .statusCode(201);
  }

  private static Response me(BridgedRealm realm, String authorization) {
    return realm
        .server()
        .anonymous()
        .header("Authorization", authorization)
        .get(realm.api("/auth/me/"));
  }

  private static Response exchanged(BridgedRealm realm) {
    return realm
        .server()
        .anonymous()
        .contentType(ContentType.URLENC)
        .formParams(
            Map.of("grant_type", "refresh_token", "refresh_token", "fresh", "client_id", "web"))
        .post(realm.api("/o/token/"));
  }
}
