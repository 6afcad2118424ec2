package io.authservice.keycloak.persistence.bridge;

import static io.authservice.keycloak.testing.DjangoRows.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.DjangoSchemas;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import io.restassured.response.Response;
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

/** Groups and permissions that administrators change in the tables of a Django database. */
@WithBridgedKeycloak
class BridgedGroupsIT {

  private final BridgedKeycloak server;

  BridgedGroupsIT(BridgedKeycloak server) {
    this.server = server;
  }

  @Test
  void changesTheTablesOfACustomUserModel() {
    DjangoRows django = server.database(customUserModel());
    long ada = django.user("\"Accounts_member\"", "ada", false);
    givePermissions(django);
    Map<String, String> settings = server.settings(django);
    settings.put("userTable", "Accounts_member");
    BridgedRealm realm = server.realm(settings);

    int group =
        server
            .asMaster()
            .body(Map.of("name", "Éditeurs", "permissions", List.of(21)))
            .post(groups(realm))
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    server
        .asMaster()
        .body(Map.of("groups", List.of(group), "user_permissions", List.of(22)))
        .patch(realm.admin("/auth-service/users/" + ada + "/grants"))
        .then()
        .statusCode(200);

    assertThat(django.select("select id, name from auth_group"))
        .containsExactly(group + "|Éditeurs");
    assertThat(django.select("select group_id, permission_id from auth_group_permissions"))
        .containsExactly(group + "|21");
    assertThat(django.select("select member_id, group_id from \"Accounts_member_groups\""))
        .containsExactly(ada + "|" + group);
    assertThat(
            django.select(
                "select member_id, permission_id from \"Accounts_member_user_permissions\""))
        .containsExactly(ada + "|22");
    server
        .asMaster()
        .queryParam("group", "Éditeurs")
        .get(realm.admin("/auth-service/users"))
        .then()
        .body("results.username", contains("ada"));

    server.asMaster().delete(groups(realm) + "/" + group).then().statusCode(204);
    assertThat(django.select("select id from auth_group")).isEmpty();
    assertThat(django.select("select id from \"Accounts_member_groups\"")).isEmpty();
  }

  @Test
  void refusesToDeleteAGroupThatTablesOfOthersReferTo() {
    DjangoRows django = server.database();
    django.execute(
        "insert into auth_group (id, name) values (7, 'editors')",
        "create table shop_discount (group_id int references auth_group (id)"
            + " deferrable initially deferred)",
        "insert into shop_discount values (7)");
    BridgedRealm realm = server.realm(server.settings(django));

    server
        .asMaster()
        .delete(groups(realm) + "/7")
        .then()
        .statusCode(409)
        .body("detail", equalTo("Other records refer to this group, so it cannot be deleted."))
        .body("code", equalTo("in_use"));

    assertThat(django.select("select name from auth_group")).containsExactly("editors");
    server
        .asMaster()
        .get(realm.admin("/admin-events?operationTypes=DELETE"))
        .then()
        .body("", hasSize(0));
  }

  /** Django's foreign keys are checked when the transaction ends. */
  @Test
  void saysThatAGroupWentAwayWhileItWasGiven() throws Exception {
    DjangoRows django = server.database();
    long ada = django.user("ada", false);
    django.execute("insert into auth_group (id, name) values (7, 'editors')");
    BridgedRealm realm = server.realm(server.settings(django));

    try (Connection other = server.postgres().connect(django.name());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("delete from auth_group");
      Future<Response> giving =
          CompletableFuture.supplyAsync(
              () ->
                  server
                      .asMaster()
                      .body(Map.of("groups", List.of(7)))
                      .patch(realm.admin("/auth-service/users/" + ada + "/grants")));
      Awaitility.await()
          .until(
              () ->
                  !django.select("select count(*) from pg_locks where not granted").contains("0"));
      other.commit();

      giving
          .get(20, TimeUnit.SECONDS)
          .then()
          .statusCode(409)
          .body("detail", equalTo("Somebody else changed this at the same moment. Try again."))
          .body("code", equalTo("conflict"));
    }
    assertThat(django.select("select id from users_user_groups")).isEmpty();
  }

  @Test
  void saysThatAReadOnlyDatabaseIsOnlyRead() {
    DjangoRows django = server.database();
    long root = django.user("root", true);
    givePermissions(django);
    django.execute("insert into auth_group (id, name) values (7, 'editors')");
    Map<String, String> settings = server.settings(django);
    settings.put("editMode", "READ_ONLY");
    BridgedRealm realm = server.realm(settings);
    String token =
        server.nativeLogin(realm.name(), "admin-cli", "root", PASSWORD).path("access_token");

    server
        .as(token)
        .get(realm.admin("/auth-service/session"))
        .then()
        .statusCode(200)
        .body("read_only", equalTo(true))
        .body("may_grant", equalTo(true));
    server.as(token).get(groups(realm)).then().statusCode(200).body("name", contains("editors"));
    Map<String, Runnable> writes =
        Map.of(
            "create",
            () -> refused(realm, token, "POST", groups(realm)),
            "change",
            () -> refused(realm, token, "PATCH", groups(realm) + "/7"),
            "delete",
            () -> refused(realm, token, "DELETE", groups(realm) + "/7"),
            "give",
            () ->
                refused(
                    realm, token, "PATCH", realm.admin("/auth-service/users/" + root + "/grants")));
    writes.values().forEach(Runnable::run);

    assertThat(django.select("select id, name from auth_group")).containsExactly("7|editors");
  }

  private void refused(BridgedRealm realm, String token, String method, String path) {
    server
        .as(token)
        .body(Map.of("name", "other", "groups", List.of()))
        .request(method, path)
        .then()
        .statusCode(403)
        .body("detail", equalTo("The users of this realm are read-only here."))
        .body("code", equalTo("read_only"));
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

      server
          .asMaster()
          .get(groups(realm))
          .then()
          .statusCode(503)
          .body("code", equalTo("unavailable"));
      server.asMaster().body(Map.of("name", "a")).post(groups(realm)).then().statusCode(503);
      server.asMaster().get(realm.admin("/auth-service/users")).then().statusCode(503);
      server
          .asMaster()
          .body(Map.of("groups", List.of()))
          .patch(realm.admin("/auth-service/users/" + root + "/grants"))
          .then()
          .statusCode(503);
      migration.rollback();
    }
    assertThat(django.select("select name from auth_group")).isEmpty();
  }

  private static String groups(BridgedRealm realm) {
    return realm.admin("/auth-service/groups");
  }

  private static void givePermissions(DjangoRows django) {
    django.execute(
        "insert into django_content_type (id, app_label, model) values (11, 'shop', 'order')",
        "insert into auth_permission (id, name, content_type_id, codename) values"
            + " (21, 'Can add order', 11, 'add_order'), (22, 'Can view order', 11, 'view_order')");
  }

  private static List<String> customUserModel() {
    return DjangoSchemas.POSTGRESQL.statements().stream()
        .map(
            sql ->
                sql.contains("\"users_user_groups\"")
                        || sql.contains("\"users_user_user_permissions\"")
                    ? sql.replace("\"user_id\"", "\"member_id\"")
                    : sql)
        .map(sql -> sql.replace("\"users_user", "\"Accounts_member"))
        .toList();
  }
}
