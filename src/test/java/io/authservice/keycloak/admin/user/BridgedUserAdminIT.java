package io.authservice.keycloak.admin.user;

import static io.authservice.keycloak.testing.DjangoRows.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Users made, changed and deleted by administrators in the tables of a Django database. */
@WithBridgedKeycloak
class BridgedUserAdminIT {

  private final BridgedKeycloak server;

  BridgedUserAdminIT(BridgedKeycloak server) {
    this.server = server;
  }

  @Test
  void writesTheRowsOfDjango() {
    DjangoRows django = server.database();
    django.execute("insert into auth_group (id, name) values (7, 'editors')");
    BridgedRealm realm = server.realm(server.settings(django));

    int id =
        send(
                realm,
                "POST",
                "",
                Map.of("username", "Ada", "email", "Ada@example.com", "groups", List.of(7)))
            .statusCode(201)
            .extract()
            .path("id");
    assertThat(django.select("select username, email, is_staff, is_active from users_user"))
        .containsExactly("Ada|Ada@example.com|f|t");
    assertThat(django.select("select group_id from users_user_groups")).containsExactly("7");

    String tag = server.asMaster().get(path(realm, "/" + id)).header("ETag");
    django.execute("update users_user set first_name = 'Augusta'");
    server
        .asMaster()
        .header("If-Match", tag)
        .body(Map.of("last_name", "King"))
        .patch(path(realm, "/" + id))
        .then()
        .statusCode(412);
    send(realm, "PATCH", "/" + id, Map.of("last_name", "King", "groups", List.of()))
        .statusCode(200)
        .body("first_name", equalTo("Augusta"));
    assertThat(django.select("select last_name from users_user")).containsExactly("King");
    assertThat(django.select("select group_id from users_user_groups")).isEmpty();

    send(realm, "DELETE", "/" + id, Map.of()).statusCode(204);
    assertThat(django.select("select id from users_user")).isEmpty();
  }

  @Test
  void whoeverComesAfterTheDeletionFindsNobody() throws Exception {
    DjangoRows django = server.database();
    long ada = django.user("ada", false);
    BridgedRealm realm = server.realm(server.settings(django));

    try (Connection other = server.postgres().connect(django.name());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("delete from users_user");
      Future<ValidatableResponse> changing =
          CompletableFuture.supplyAsync(
              () -> send(realm, "PATCH", "/" + ada, Map.of("first_name", "Augusta")));
      Awaitility.await()
          .until(
              () ->
                  !django.select("select count(*) from pg_locks where not granted").contains("0"));
      other.commit();

      changing.get(20, TimeUnit.SECONDS).statusCode(404).body("code", equalTo("not_found"));
    }
  }

  @Test
  void refusesToDeleteAUserThatTablesOfOthersReferTo() {
    DjangoRows django = server.database();
    long ada = django.user("ada", false);
    django.execute(
        "create table shop_order (user_id bigint references users_user (id)"
            + " deferrable initially deferred)",
        "insert into shop_order select id from users_user");
    BridgedRealm realm = server.realm(server.settings(django));

    send(realm, "DELETE", "/" + ada, Map.of()).statusCode(409).body("code", equalTo("in_use"));

    assertThat(django.select("select username from users_user")).containsExactly("ada");
    server.asMaster().get(path(realm, "/" + ada)).then().statusCode(200);
  }

  @Test
  void changesNoRowOfADatabaseThatIsOnlyRead() {
    DjangoRows django = server.database();
    long ada = django.user("ada", false);
    Map<String, String> settings = server.settings(django);
    settings.put("editMode", "READ_ONLY");
    BridgedRealm realm = server.realm(settings);
    List<String> before = django.select("select * from users_user");
    String user = "/" + ada;

    for (ValidatableResponse answer :
        List.of(
            send(realm, "POST", "", Map.of("username", "eve")),
            send(realm, "PATCH", user, Map.of("first_name", "Eve")),
            send(realm, "DELETE", user, Map.of()),
            send(realm, "PUT", user + "/password", Map.of("password", "N3w-pass-phrase!")),
            send(realm, "POST", user + "/reset-link", Map.of()))) {
      answer.statusCode(403).body("code", equalTo("read_only"));
    }
    assertThat(django.select("select * from users_user")).isEqualTo(before);

    realm.obtain("ada", PASSWORD).then().statusCode(200);
    send(realm, "DELETE", user + "/sessions", Map.of()).statusCode(204);
    send(realm, "DELETE", user + "/lock", Map.of()).statusCode(204);
    send(realm, "PUT", user + "/required-actions", Map.of("required_actions", List.of("X")))
        .statusCode(400);
    send(
            realm,
            "PUT",
            user + "/required-actions",
            Map.of("required_actions", List.of("UPDATE_PASSWORD")))
        .statusCode(400);
    server
        .asMaster()
        .get(path(realm, user + "/security"))
        .then()
        .statusCode(200)
        .body("sessions", empty())
        .body("available_actions.alias", not(hasItem("UPDATE_PASSWORD")));
  }

  @Test
  void isUnavailableWhileTheDatabaseDoesNotAnswer() throws SQLException {
    DjangoRows django = server.database();
    long ada = django.user("ada", false);
    Map<String, String> settings = server.settings(django);
    settings.put("databaseTimeout", "1");
    BridgedRealm realm = server.realm(settings);
    String user = "/" + ada;

    try (Connection migration = server.postgres().connect(django.name());
        Statement statement = migration.createStatement()) {
      migration.setAutoCommit(false);
      statement.execute("lock table users_user in access exclusive mode");

      for (ValidatableResponse answer :
          List.of(
              send(realm, "POST", "", Map.of("username", "eve")),
              send(realm, "PATCH", user, Map.of("first_name", "Eve")),
              send(realm, "DELETE", user, Map.of()),
              send(realm, "GET", user + "/security", Map.of()))) {
        answer.statusCode(503).body("code", equalTo("unavailable"));
      }
      migration.rollback();
    }
    assertThat(django.select("select username, first_name from users_user"))
        .containsExactly("ada|First");
  }

  private ValidatableResponse send(
      BridgedRealm realm, String method, String below, Map<String, ?> body) {
    return (body.isEmpty() ? server.asMaster() : server.asMaster().body(body))
        .request(method, path(realm, below))
        .then();
  }

  private static String path(BridgedRealm realm, String below) {
    return realm.admin("/auth-service/users" + below);
  }
}
