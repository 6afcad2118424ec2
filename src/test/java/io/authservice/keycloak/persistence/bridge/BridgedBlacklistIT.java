package io.authservice.keycloak.persistence.bridge;

import static io.authservice.keycloak.testing.DjangoRows.PASSWORD;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.SimpleJwt;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Refresh tokens of SimpleJWT where Django's database says which were taken back. */
@WithBridgedKeycloak
class BridgedBlacklistIT {

  private final BridgedKeycloak server;

  BridgedBlacklistIT(BridgedKeycloak server) {
    this.server = server;
  }

  @Test
  void refusesTheTokensThatDjangoTookBackAndNoOthers() {
    DjangoRows django = server.database();
    long ada = django.user("ada", false);
    Map<String, Object> kept = SimpleJwt.claims("refresh", ada, Instant.now());
    Map<String, Object> back = SimpleJwt.claims("refresh", ada, Instant.now());
    outstanding(django, ada, kept);
    outstanding(django, ada, back);
    BridgedRealm realm = server.realm(server.settings(django));
    realm.refresh(SimpleJwt.signed(back)).then().statusCode(200);

    django.execute(
        "insert into token_blacklist_blacklistedtoken (blacklisted_at, token_id)"
            + " select now(), id from token_blacklist_outstandingtoken where jti = '"
            + back.get("jti")
            + "'");

    realm
        .refresh(SimpleJwt.signed(back))
        .then()
        .statusCode(401)
        .body("detail", equalTo("Token is blacklisted"));
    realm.refresh(SimpleJwt.signed(kept)).then().statusCode(200);
    realm.remove();
  }

  @Test
  void takesAllTokensWhereDjangoKeepsNoBlacklist() {
    DjangoRows django = server.database();
    long ada = django.user("ada", false);
    django.execute("drop table token_blacklist_blacklistedtoken, token_blacklist_outstandingtoken");
    BridgedRealm realm = server.realm(server.settings(django));

    realm
        .refresh(SimpleJwt.signed(SimpleJwt.claims("refresh", ada, Instant.now())))
        .then()
        .statusCode(200);
    realm.remove();
  }

  @Test
  void takesNoTokenWhereTheBlacklistMayNotBeRead() {
    DjangoRows django = server.database();
    long ada = django.user("ada", false);
    String role = "no_blacklist_" + django.name();
    django.execute(
        "create role " + role + " login",
        "grant usage on schema public to " + role,
        "grant select, insert, update, delete on all tables in schema public to " + role,
        "revoke all on token_blacklist_blacklistedtoken from " + role);
    Map<String, String> settings = server.settings(django);
    settings.put("databaseUser", role);
    BridgedRealm realm = server.realm(settings);

    realm.login("ada", PASSWORD);
    realm
        .refresh(SimpleJwt.signed(SimpleJwt.claims("refresh", ada, Instant.now())))
        .then()
        .statusCode(503);
    realm.remove();
  }

  private static void outstanding(DjangoRows django, long user, Map<String, Object> claims) {
    django.execute(
        "insert into token_blacklist_outstandingtoken (jti, token, created_at, expires_at, user_id)"
            + " values ('"
            + claims.get("jti")
            + "', '"
            + SimpleJwt.signed(claims)
            + "', now(), now() + interval '1 day', "
            + user
            + ")");
  }
}
