package io.authservice.keycloak.persistence.bridge;

import static io.authservice.keycloak.testing.DjangoRows.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.DjangoSchemas;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Realms whose users are in Django databases. */
@WithBridgedKeycloak
class BridgeIT {

  private final BridgedKeycloak server;

  BridgeIT(BridgedKeycloak server) {
    this.server = server;
  }

  @Test
  void servesTheUsersOfSeveralDatabasesEachInItsRealm() {
    DjangoRows one = server.database();
    DjangoRows two = server.database();
    one.user("root", true);
    one.user("ada", false);
    two.user("root", true);
    BridgedRealm first = server.realm(server.settings(one));
    BridgedRealm second = server.realm(server.settings(two));

    String root = first.login("root", PASSWORD);

    assertThat(first.list(root).jsonPath().getList("username")).containsExactly("root", "ada");
    assertThat(second.list(second.login("root", PASSWORD)).jsonPath().getList("username"))
        .containsExactly("root");
    second.obtain("ada", PASSWORD).then().statusCode(401);
    server.as(root).get(second.api("/auth/me/")).then().statusCode(401);
    first.remove();
    second.remove();
    assertThat(one.select("select username from users_user order by id"))
        .as("a realm that goes leaves Django's users where they are")
        .containsExactly("root", "ada");
  }

  @Test
  void showsUsersWhoseRowsAreOddAndAllOthers() {
    DjangoRows django = server.database();
    django.user("root", true);
    django.execute(
        "alter table users_user alter column email drop not null",
        "alter table users_user alter column is_staff drop not null",
        "insert into users_user (id, password, is_superuser, username, first_name, last_name,"
            + " email, is_staff, is_active, date_joined, last_login) select 9223372036854775807,"
            + " password, false, repeat('y', 150), repeat('x', 150), '', null, null, true,"
            + " 'infinity', '-infinity' from users_user where username = 'root'");
    BridgedRealm realm = server.realm(server.settings(django));
    String odd = "y".repeat(150);

    assertThat(realm.list(realm.login("root", PASSWORD)).jsonPath().getList("username"))
        .containsExactly("root", odd);
    for (String query : List.of("max=100", "search=*", "username=" + odd)) {
      assertThat(
              server.asMaster().get(realm.admin("/users?" + query)).jsonPath().getList("username"))
          .as(query)
          .contains(odd);
    }
    server
        .asMaster()
        .get(realm.admin("/auth-service/users/9223372036854775807"))
        .then()
        .statusCode(200)
        .body("date_joined", equalTo("1970-01-01T00:00:00Z"))
        .body("last_login", equalTo(null));
    server
        .asMaster()
        .get(realm.admin("/auth-service/users/9999999999999999999"))
        .then()
        .statusCode(404);
    server.as(realm.login(odd, PASSWORD)).get(realm.api("/auth/me/")).then().statusCode(200);
    realm.remove();
  }

  @Test
  void writesWhatDjangoReadsAndLeavesTheSchemaAlone() {
    DjangoRows django = server.database();
    List<String> schema = django.schema();
    django.user("root", true);
    BridgedRealm realm = server.realm(server.settings(django));
    String root = realm.login("root", PASSWORD);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !django.select("select last_login from users_user").contains("null"));

    int id =
        server
            .as(root)
            .body(
                Map.of(
                    "username", "Grace", "email", "grace@example.com", "password", "navy-Cobol-59"))
            .post(realm.api("/api/users/"))
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    server
        .as(root)
        .body(Map.of("first_name", "Grace", "is_staff", true))
        .patch(realm.api("/api/users/" + id + "/"))
        .then()
        .statusCode(200);

    assertThat(
            django.select(
                "select username, email, first_name, is_staff, is_active, is_superuser,"
                    + " split_part(password, '$', 1) from users_user where id = "
                    + id))
        .containsExactly("Grace|grace@example.com|Grace|t|t|f|pbkdf2_sha256");
    realm.obtain("Grace", "navy-Cobol-59").then().statusCode(200);
    server.as(root).delete(realm.api("/api/users/" + id + "/")).then().statusCode(204);
    assertThat(django.select("select username from users_user")).containsExactly("root");
    assertThat(django.schema()).isEqualTo(schema);
  }

  @Test
  void seesAtOnceWhatDjangoChanges() {
    DjangoRows django = server.database();
    django.user("root", true);
    long ada = django.user("ada", false);
    BridgedRealm realm = server.realm(server.settings(django));
    String token = realm.login("ada", PASSWORD);
    server.as(token).get(realm.api("/auth/me/")).then().statusCode(200);

    django.execute("update users_user set first_name = 'Augusta' where id = " + ada);
    server
        .as(token)
        .get(realm.api("/auth/me/"))
        .then()
        .statusCode(200)
        .body("first_name", equalTo("Augusta"));

    django.execute("update users_user set is_active = false where id = " + ada);
    server.as(token).get(realm.api("/auth/me/")).then().statusCode(401);
    realm.obtain("ada", PASSWORD).then().statusCode(401);
  }

  @Test
  void forgetsWhatItCachedWhenItsTimeIsOver() {
    DjangoRows django = server.database();
    long ada = django.user("ada", false);
    Map<String, String> settings = server.settings(django);
    settings.put("cachePolicy", "MAX_LIFESPAN");
    settings.put("maxLifespan", "3000");
    BridgedRealm realm = server.realm(settings);
    realm.login("ada", PASSWORD);

    django.execute("update users_user set is_active = false where id = " + ada);

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> realm.obtain("ada", PASSWORD).statusCode() == 401);
  }

  @Test
  void undoesEverythingWhereTheDatabaseRefusesTheCommit() {
    DjangoRows django = server.database();
    long root = django.user("root", true);
    BridgedRealm realm = server.realm(server.settings(django));
    String admin = realm.admin("/users/" + realm.keycloakId(root));
    Map<String, Object> user =
        new HashMap<>(server.asMaster().get(admin).jsonPath().<String, Object>getMap(""));
    django.execute(
        "create function refuse() returns trigger language plpgsql as"
            + " $$ begin raise exception 'no'; end $$",
        "create constraint trigger refuse after update on users_user"
            + " deferrable initially deferred for each row execute function refuse()");

    user.put("firstName", "Changed");
    user.put("requiredActions", List.of("UPDATE_PASSWORD"));
    assertThat(server.asMaster().body(user).put(admin).statusCode()).isGreaterThanOrEqualTo(400);

    assertThat(django.select("select first_name from users_user")).containsExactly("First");
    server.asMaster().get(admin).then().body("requiredActions", equalTo(List.of()));
    realm.obtain("root", PASSWORD).then().statusCode(200);
  }

  @Test
  void bridgesACustomUserModel() {
    List<String> statements =
        DjangoSchemas.POSTGRESQL.statements().stream()
            .map(
                sql ->
                    sql.contains("\"users_user_groups\"")
                            || sql.contains("\"users_user_user_permissions\"")
                        ? sql.replace("\"user_id\"", "\"member_id\"")
                        : sql)
            .map(sql -> sql.replace("\"users_user", "\"Accounts_member"))
            .toList();
    DjangoRows django = server.database(statements);
    long id = django.user("\"Accounts_member\"", "root", true);
    django.execute(
        "insert into auth_group (name) values ('editors')",
        "insert into \"Accounts_member_groups\" (member_id, group_id) select "
            + id
            + ", id from auth_group");
    Map<String, String> settings = server.settings(django);
    settings.put("userTable", "Accounts_member");
    BridgedRealm realm = server.realm(settings);

    String root = realm.login("root", PASSWORD);

    server
        .as(root)
        .get(realm.api("/auth/me/"))
        .then()
        .statusCode(200)
        .body("username", equalTo("root"));
    server.as(root).delete(realm.api("/api/users/" + id + "/")).then().statusCode(204);
    assertThat(django.select("select member_id from \"Accounts_member_groups\"")).isEmpty();
  }

  @Test
  void saysOnceThatPasswordsAreStoredAnewWhichDjangoWouldStoreAnewToo() {
    DjangoRows django = server.database();
    django.user("ada", false);
    django.user("bob", false);
    Map<String, String> settings = server.settings(django);
    settings.put("passwordIterations", "5000");
    BridgedRealm realm = server.realm(settings);
    List<String> before = django.select("select password from users_user");

    realm.login("ada", PASSWORD);
    realm.login("bob", PASSWORD);

    assertThat(django.select("select password from users_user"))
        .doesNotContainAnyElementsOf(before)
        .allSatisfy(password -> assertThat(password).startsWith("pbkdf2_sha256$5000$"));
    assertThat(server.log().lines())
        .filteredOn(line -> line.contains("and is stored anew with 5000"))
        .hasSize(1);
  }

  @Test
  void readsAndNeverWritesAReadOnlyDatabase() {
    DjangoRows django = server.database();
    long root = django.user("root", true);
    // Fewer iterations than the server wants: upgraded at login if it could be written.
    django.execute("update users_user set password = 'md5$salt$' || md5('salt" + PASSWORD + "')");
    List<String> before = django.select("select * from users_user");
    Map<String, String> settings = server.settings(django);
    settings.put("editMode", "READ_ONLY");
    BridgedRealm realm = server.realm(settings);
    // Nobody could set a new one here.
    server
        .asMaster()
        .body(Map.of("passwordPolicy", "forceExpiredPasswordChange(0) and passwordHistory(3)"))
        .put(realm.admin(""))
        .then()
        .statusCode(204);

    String token = realm.login("root", PASSWORD);

    server.as(token).get(realm.api("/api/users/")).then().statusCode(200);
    String denied = "The users of this realm are read-only here.";
    String self = realm.api("/api/users/" + root + "/");
    for (String address : List.of("root@example.com", "nobody@example.com")) {
      server
          .anonymous()
          .body(Map.of("email", address))
          .post(realm.api("/auth/users/reset_password/"))
          .then()
          .statusCode(403)
          .body("detail", equalTo(denied));
    }
    Map<String, String> newcomer =
        Map.of("username", "new", "email", "new@example.com", "password", "navy-Cobol-59");
    server
        .as(token)
        .body(newcomer)
        .post(realm.api("/api/users/"))
        .then()
        .statusCode(403)
        .body("detail", equalTo(denied));
    server
        .as(token)
        .body(Map.of("first_name", "R"))
        .patch(self)
        .then()
        .statusCode(403)
        .body("detail", equalTo(denied));
    server
        .as(token)
        .body(Map.of("password", "navy-Cobol-59"))
        .patch(self)
        .then()
        .statusCode(403)
        .body("detail", equalTo(denied));
    server.as(token).delete(self).then().statusCode(403).body("detail", equalTo(denied));
    String admin = realm.admin("/users/" + realm.keycloakId(root));
    Map<String, Object> user =
        new HashMap<>(
            server
                .asMaster()
                .queryParam("userProfileMetadata", true)
                .get(admin)
                .then()
                .statusCode(200)
                .body(
                    "userProfileMetadata.attributes.findAll { it.readOnly }.name",
                    hasItem("firstName"))
                .extract()
                .jsonPath()
                .<String, Object>getMap(""));
    user.put("enabled", false);
    server
        .asMaster()
        .body(user)
        .put(admin)
        .then()
        .statusCode(400)
        .body("errorMessage", containsString("read-only"));
    server
        .asMaster()
        .delete(admin)
        .then()
        .statusCode(400)
        .body("error_description", containsString("read-only"));
    server
        .asMaster()
        .body(Map.of("type", "password", "value", "navy-Cobol-59"))
        .put(admin + "/reset-password")
        .then()
        .statusCode(400);
    assertThat(django.select("select * from users_user")).isEqualTo(before);
    assertThat(realm.obtain("root", PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  void logsUsersInWhereTheDatabaseRefusesToBeWritten() {
    DjangoRows django = server.database();
    long root = django.user("root", true);
    BridgedRealm realm = server.realm(server.settings(django));
    django.execute("alter database " + django.name() + " set default_transaction_read_only = on");
    django.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
            + django.name()
            + "' and pid <> pg_backend_pid()");

    String token = realm.login("root", PASSWORD);

    String self = realm.api("/api/users/" + root + "/");
    server.as(token).get(self).then().statusCode(200);
    server
        .as(token)
        .body(Map.of("first_name", "R"))
        .patch(self)
        .then()
        .statusCode(503)
        .body("detail", equalTo("Service temporarily unavailable, try again later."));
    server.as(token).delete(self).then().statusCode(503);
    assertThat(django.select("select first_name from users_user")).containsExactly("First");
  }

  @Test
  void closesItsConnectionsWhenTheStorageChangesOrGoes() {
    DjangoRows django = server.database();
    django.user("root", true);
    BridgedRealm realm = server.realm(server.settings(django));
    realm.login("root", PASSWORD);
    assertThat(connections(django)).isPositive();

    realm.configure(Map.of("databasePoolSize", "3")).then().statusCode(204);
    await().atMost(Duration.ofSeconds(10)).until(() -> connections(django) == 0);
    realm.login("root", PASSWORD);
    assertThat(connections(django)).isPositive();

    server
        .asMaster()
        .delete(realm.admin("/components/" + realm.componentId()))
        .then()
        .statusCode(204);
    await().atMost(Duration.ofSeconds(10)).until(() -> connections(django) == 0);

    BridgedRealm other = server.realm(server.settings(django));
    other.login("root", PASSWORD);
    other.remove();
    await().atMost(Duration.ofSeconds(10)).until(() -> connections(django) == 0);
    assertThat(django.select("select username from users_user")).containsExactly("root");
  }

  @Test
  void readsThePasswordFromTheVaultAndKeepsItSecret() {
    DjangoRows django = server.database();
    django.user("root", true);
    BridgedRealm realm = server.realm(server.settings(django));
    server.keepInVault(realm.name(), "from-the-vault");

    realm
        .configure(Map.of("databasePassword", "${vault." + BridgedKeycloak.VAULT_KEY + "}"))
        .then()
        .statusCode(204);
    realm.login("root", PASSWORD);
    realm
        .configure(Map.of("databasePassword", "${vault.nothing}"))
        .then()
        .statusCode(400)
        .body("errorMessage", containsString("vault"));

    assertThat(server.asMaster().get(realm.admin("/components")).asString())
        .doesNotContain("unused-secret");
    assertThat(server.log()).doesNotContain("unused-secret", "from-the-vault");
  }

  private long connections(DjangoRows django) {
    return Long.parseLong(
        django
            .select(
                "select count(*) from pg_stat_activity where datname = '"
                    + django.name()
                    + "' and pid <> pg_backend_pid()")
            .get(0));
  }
}
