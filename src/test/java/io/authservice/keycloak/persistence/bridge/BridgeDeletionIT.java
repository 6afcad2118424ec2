package io.authservice.keycloak.persistence.bridge;

import static io.authservice.keycloak.testing.DjangoRows.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Users whom rows of other tables refer to. Django follows its foreign keys itself; so must we. */
@WithBridgedKeycloak
class BridgeDeletionIT {

  /** Tables that point to users, and of some the table and column that point to them. */
  private static final Map<String, String> OF_USERS =
      Map.of(
          "otp_totp_totpdevice", "",
          "otp_hotp_hotpdevice", "",
          "otp_email_emaildevice", "",
          "otp_webauthn_webauthncredential", "",
          "mfa_authenticator", "",
          "social_auth_usersocialauth", "",
          "otp_static_staticdevice", "otp_static_statictoken.device_id",
          "socialaccount_socialaccount", "socialaccount_socialtoken.account_id",
          "account_emailaddress", "account_emailconfirmation.email_address_id");

  private final BridgedKeycloak server;

  BridgeDeletionIT(BridgedKeycloak server) {
    this.server = server;
  }

  @Test
  void removesWhatDjangoWouldRemoveAndTurnsLooseWhatItWould() {
    DjangoRows django = server.database();
    django.user("root", true);
    long ada = django.user("ada", false);
    long eva = django.user("eva", false);
    for (long id : new long[] {ada, eva}) {
      fill(django, id);
    }
    // A token of Eva's for Ada's application goes with the application.
    django.execute(
        "insert into oauth2_provider_accesstoken (token, expires, scope, application_id, user_id,"
            + " created, updated) select 'borrowed', now(), '', id, "
            + eva
            + ", now(), now() from oauth2_provider_application where user_id = "
            + ada);
    BridgedRealm realm = server.realm(server.settings(django));
    String root = realm.login("root", PASSWORD);

    server.as(root).delete(realm.api("/api/users/" + ada + "/")).then().statusCode(204);

    assertThat(django.select("select username from users_user order by id"))
        .containsExactly("root", "eva");
    for (String table :
        List.of(
            "users_user_groups",
            "users_user_user_permissions",
            "django_admin_log",
            "authtoken_token",
            "oauth2_provider_application",
            "oauth2_provider_accesstoken",
            "oauth2_provider_refreshtoken",
            "oauth2_provider_grant",
            "oauth2_provider_idtoken")) {
      assertThat(django.select("select user_id from " + table))
          .as(table)
          .containsExactly(Long.toString(eva));
    }
    assertThat(
            django.select("select jti, user_id from token_blacklist_outstandingtoken order by jti"))
        .containsExactly("jti" + ada + "|null", "jti" + eva + "|" + eva);
    assertThat(django.select("select count(*) from token_blacklist_blacklistedtoken"))
        .containsExactly("2");
  }

  @Test
  void refusesWhereRowsAreNotOursToRemove() {
    DjangoRows django = server.database();
    django.user("root", true);
    long ada = django.user("ada", false);
    fill(django, ada);
    django.execute(
        "create table shop_order (id serial primary key, buyer_id bigint not null references"
            + " users_user (id) deferrable initially deferred)",
        "insert into shop_order (buyer_id) values (" + ada + ")");
    BridgedRealm realm = server.realm(server.settings(django));
    String root = realm.login("root", PASSWORD);

    server
        .as(root)
        .delete(realm.api("/api/users/" + ada + "/"))
        .then()
        .statusCode(409)
        .body("detail", equalTo("Other records refer to this user, so it cannot be deleted."));
    server
        .asMaster()
        .delete(realm.admin("/users/" + realm.keycloakId(ada)))
        .then()
        .statusCode(400)
        .body("error_description", containsString("shop_order"));

    assertThat(django.select("select user_id from authtoken_token"))
        .as("nothing is half deleted")
        .containsExactly(Long.toString(ada));
    realm.obtain("ada", PASSWORD).then().statusCode(200);
    django.execute("delete from shop_order");
    server.as(root).delete(realm.api("/api/users/" + ada + "/")).then().statusCode(204);
  }

  @Test
  void removesSecondFactorsLinksAndAddressesAsDjangoWould() {
    DjangoRows django = server.database();
    django.user("root", true);
    long ada = django.user("ada", false);
    long eva = django.user("eva", false);
    for (Map.Entry<String, String> table : OF_USERS.entrySet()) {
      belonging(django, table.getKey(), "user_id", "users_user", ada, eva);
      if (!table.getValue().isEmpty()) {
        String[] below = table.getValue().split("[.]", -1);
        belonging(django, below[0], below[1], table.getKey(), ada, eva);
      }
    }
    BridgedRealm realm = server.realm(server.settings(django));
    String root = realm.login("root", PASSWORD);
    String path = realm.api("/api/users/" + ada + "/");

    belonging(django, "shop_terminal", "device_id", "otp_totp_totpdevice", ada);
    server.as(root).delete(path).then().statusCode(409);
    server
        .asMaster()
        .delete(realm.admin("/users/" + realm.keycloakId(ada)))
        .then()
        .statusCode(400)
        .body("error_description", containsString("shop_terminal"));
    assertThat(django.select("select id from mfa_authenticator")).hasSize(2);

    django.execute("delete from shop_terminal");
    server.as(root).delete(path).then().statusCode(204);
    OF_USERS.forEach(
        (table, below) -> {
          for (String each : List.of(table, below.replaceFirst("[.].*", ""))) {
            if (!each.isEmpty()) {
              assertThat(django.select("select id from " + each))
                  .as(each)
                  .containsExactly(Long.toString(eva));
            }
          }
        });
    assertThat(django.select("select username from users_user order by id"))
        .containsExactly("root", "eva");
  }

  /** A table with a foreign key as Django makes them, and a row of the same id for each row. */
  private static void belonging(
      DjangoRows django, String table, String column, String referred, long... ids) {
    django.execute(
        "create table %s (id bigint primary key, %s bigint not null references %s (id)"
                .formatted(table, column, referred)
            + " deferrable initially deferred)");
    for (long id : ids) {
      django.execute("insert into %s values (%d, %d)".formatted(table, id, id));
    }
  }

  /** A row in each of the tables that point to users. */
  private static void fill(DjangoRows django, long id) {
    django.execute(
        "insert into auth_group (name) values ('group" + id + "')",
        "insert into users_user_groups (user_id, group_id) select "
            + id
            + ", id from auth_group where name = 'group"
            + id
            + "'",
        "insert into django_content_type (app_label, model) values ('blog', 'post" + id + "')",
        "insert into auth_permission (name, content_type_id, codename) select 'Can', id, 'can' from"
            + " django_content_type where model = 'post"
            + id
            + "'",
        "insert into users_user_user_permissions (user_id, permission_id) select "
            + id
            + ", max(id) from auth_permission",
        "insert into django_admin_log (action_time, object_repr, action_flag, change_message,"
            + " user_id) values (now(), 'x', 1, '', "
            + id
            + ")",
        "insert into authtoken_token (key, created, user_id) values ('key"
            + id
            + "', now(), "
            + id
            + ")",
        "insert into oauth2_provider_application (client_id, redirect_uris, client_type,"
            + " authorization_grant_type, client_secret, name, user_id, skip_authorization,"
            + " created, updated, algorithm) values ('client"
            + id
            + "', '', 'public', 'password', '', '', "
            + id
            + ", false, now(), now(), '')",
        "insert into oauth2_provider_idtoken (jti, expires, scope, created, updated, user_id)"
            + " values (md5('"
            + id
            + "')::uuid, now(), '', now(), now(), "
            + id
            + ")",
        "insert into oauth2_provider_accesstoken (token, expires, scope, application_id, user_id,"
            + " created, updated, id_token_id) select 'access"
            + id
            + "', now(), '', a.id, "
            + id
            + ", now(), now(), t.id from oauth2_provider_application a, oauth2_provider_idtoken t"
            + " where a.user_id = "
            + id
            + " and t.user_id = "
            + id,
        "insert into oauth2_provider_refreshtoken (token, access_token_id, application_id, user_id,"
            + " created, updated) select 'refresh"
            + id
            + "', id, application_id, "
            + id
            + ", now(), now() from oauth2_provider_accesstoken where user_id = "
            + id,
        "insert into oauth2_provider_grant (code, expires, redirect_uri, scope, application_id,"
            + " user_id, created, updated, code_challenge, code_challenge_method, claims, nonce)"
            + " select 'code"
            + id
            + "', now(), '', '', id, "
            + id
            + ", now(), now(), '', '', '', '' from oauth2_provider_application where user_id = "
            + id,
        "insert into token_blacklist_outstandingtoken (token, created_at, expires_at, user_id, jti)"
            + " values ('t', now(), now(), "
            + id
            + ", 'jti"
            + id
            + "')",
        "insert into token_blacklist_blacklistedtoken (blacklisted_at, token_id) select now(), id"
            + " from token_blacklist_outstandingtoken where user_id = "
            + id);
  }
}
