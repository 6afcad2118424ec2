package io.authservice.keycloak.admin.bulk;

import static io.authservice.keycloak.testing.DjangoRows.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Users by the many in the database of a Django service. */
@WithBridgedKeycloak
class BridgedBulkIT {

  private final BridgedKeycloak server;

  BridgedBulkIT(BridgedKeycloak server) {
    this.server = server;
  }

  @Test
  void eachUserIsChangedInDjangosTablesAndKeptAlone() {
    DjangoRows django = server.database();
    long root = django.user("root", true);
    long ada = django.user("ada", false);
    long bob = django.user("bob", false);
    django.execute(
        "insert into auth_group (id, name) values (7, 'editors')",
        "create table shop_order (user_id bigint references users_user (id))",
        "insert into shop_order values (" + ada + ")");
    BridgedRealm realm = server.realm(server.settings(django));
    String token =
        server.nativeLogin(realm.name(), "admin-cli", "root", PASSWORD).path("access_token");

    bulk(token, realm, Map.of("action", "add_to_group", "group", 7, "ids", List.of(ada, bob)))
        .body("done", equalTo(2));
    bulk(token, realm, Map.of("action", "delete", "ids", List.of(root, ada, bob)))
        .body("done", equalTo(1))
        .body("refused.code", contains("self", "in_use"));

    assertThat(django.select("select username from users_user order by id"))
        .containsExactly("root", "ada");
    assertThat(django.select("select user_id, group_id from users_user_groups"))
        .containsExactly(ada + "|7");
    server
        .as(token)
        .get(realm.admin("/auth-service/history"))
        .then()
        .statusCode(200)
        .body("results.action", contains("delete", "change", "change"))
        .body("results.target.name", contains("bob", "bob", "ada"));
    server
        .as(token)
        .queryParam("last_login", "never")
        .get(realm.admin("/auth-service/users"))
        .then()
        .body("results.username", contains("ada"));
  }

  @Test
  void whereUsersAreOnlyReadTheirSessionsEndAndNothingElse() {
    DjangoRows django = server.database();
    django.user("root", true);
    long ada = django.user("ada", false);
    Map<String, String> settings = server.settings(django);
    settings.put("editMode", "READ_ONLY");
    BridgedRealm realm = server.realm(settings);

    for (String action : List.of("activate", "deactivate", "delete")) {
      server
          .asMaster()
          .body(Map.of("action", action, "ids", List.of(ada)))
          .post(realm.admin("/auth-service/bulk"))
          .then()
          .statusCode(403)
          .body("code", equalTo("read_only"));
    }
    server
        .asMaster()
        .body(Map.of("action", "end_sessions", "ids", List.of(ada)))
        .post(realm.admin("/auth-service/bulk"))
        .then()
        .statusCode(200)
        .body("done", equalTo(1));
    server.asMaster().get(realm.admin("/auth-service/users/export")).then().statusCode(200);
  }

  @Test
  void isUnavailableWhileTheDatabaseDoesNotAnswer() throws SQLException {
    DjangoRows django = server.database();
    long root = django.user("root", true);
    Map<String, String> settings = server.settings(django);
    settings.put("databaseTimeout", "1");
    BridgedRealm realm = server.realm(settings);

    try (Connection migration = server.postgres().connect(django.name());
        Statement statement = migration.createStatement()) {
      migration.setAutoCommit(false);
      statement.execute("lock table auth_group, users_user in access exclusive mode");

      for (String path : List.of("summary", "users/export", "users/" + root + "/history")) {
        server
            .asMaster()
            .get(realm.admin("/auth-service/" + path))
            .then()
            .statusCode(503)
            .body("code", equalTo("unavailable"));
      }
      server
          .asMaster()
          .body(Map.of("action", "deactivate", "ids", List.of(root)))
          .post(realm.admin("/auth-service/bulk"))
          .then()
          .statusCode(503)
          .body("code", equalTo("unavailable"));
      migration.rollback();
    }
  }

  private ValidatableResponse bulk(String token, BridgedRealm realm, Map<String, ?> body) {
    return server
        .as(token)
        .body(body)
        .post(realm.admin("/auth-service/bulk"))
        .then()
        .statusCode(200);
  }
}
