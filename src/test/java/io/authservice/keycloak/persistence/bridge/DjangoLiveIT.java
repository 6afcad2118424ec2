package io.authservice.keycloak.persistence.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoProject;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.MariaDbServer;
import io.authservice.keycloak.testing.MySqlFamily;
import io.authservice.keycloak.testing.MySqlServer;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keycloak and a real Django on one database, each living with what the other writes. {@code
 * -Ddjango.python=/usr/bin/python3} names the interpreter that has Django; without it this is
 * skipped.
 */
@Tag("external")
@EnabledIf(
    value = "io.authservice.keycloak.testing.DjangoProject#isAskedFor",
    disabledReason = DjangoProject.MISSING)
@WithBridgedKeycloak
class DjangoLiveIT {

  private static final String OLD = "pässwörd-Ünïcode-1";
  private static final String NEW = "n3w-tr0mb0ne-quartet";

  private final String python = System.getProperty("django.python", "");
  private final BridgedKeycloak server;

  DjangoLiveIT(BridgedKeycloak server) {
    this.server = server;
  }

  @Test
  void sharesPostgresqlWithDjango() {
    DjangoProject.require(python, "psycopg2");
    DjangoRows database = server.database(List.of());
    Map<String, String> django =
        Map.of(
            "ENGINE",
            "django.db.backends.postgresql",
            "NAME",
            database.name(),
            "USER",
            EmbeddedPostgresServer.USER,
            "HOST",
            "localhost",
            "PORT",
            Integer.toString(server.postgres().port()));
    share(django, server.settings(database));
  }

  @Test
  void sharesSqliteWithDjango() {
    DjangoProject.require(python, "sqlite3");
    Path file = server.work().resolve("live.sqlite3");
    share(
        Map.of("ENGINE", "django.db.backends.sqlite3", "NAME", file.toString()),
        Map.of("databaseUrl", "jdbc:sqlite:" + file, "cachePolicy", "NO_CACHE"));
  }

  @Test
  void sharesMariaDbWithDjango(@TempDir Path directory) {
    DjangoProject.require(python, "MySQLdb");
    try (MySqlFamily maria = MariaDbServer.start(directory)) {
      share(maria);
    }
  }

  @Test
  void sharesMySqlWithDjango(@TempDir Path directory) {
    DjangoProject.require(python, "MySQLdb");
    try (MySqlFamily mysql = MySqlServer.start(directory)) {
      share(mysql);
    }
  }

  private void share(MySqlFamily running) {
    running.createDatabase("django");
    requireThePassword(running.jdbcUrl("django"));
    share(
        Map.of(
            "ENGINE",
            "django.db.backends.mysql",
            "NAME",
            "django",
            "USER",
            MySqlFamily.USER,
            "PASSWORD",
            MySqlFamily.PASSWORD,
            "HOST",
            "127.0.0.1",
            "PORT",
            Integer.toString(running.port())),
        Map.of(
            "databaseUrl",
            running.jdbcUrl("django"),
            "databaseUser",
            MySqlFamily.USER,
            "databasePassword",
            MySqlFamily.PASSWORD,
            "cachePolicy",
            "NO_CACHE"));
  }

  private void requireThePassword(String url) {
    server
        .asMaster()
        .body(
            BridgedKeycloak.component(
                Map.of(
                    "databaseUrl",
                    url,
                    "databaseUser",
                    MySqlFamily.USER,
                    "databasePassword",
                    "hunter2",
                    "cachePolicy",
                    "NO_CACHE")))
        .post("/admin/realms/" + TestSettings.REALM + "/components")
        .then()
        .statusCode(400)
        .body("errorMessage", containsString("refused the user name or the password"))
        .body("errorMessage", not(containsString("hunter2")));
  }

  private void share(Map<String, String> database, Map<String, String> settings) {
    try (DjangoProject django = DjangoProject.start(python, database)) {
      django.call("migrate");
      List<String> names = new ArrayList<>();
      django.call("create_by_each_hasher", OLD).forEach(name -> names.add(name.textValue()));
      assertThat(names).contains("by_argon2", "by_bcrypt_sha256", "by_unsalted_md5");
      django.call("create_superuser", "root", OLD);
      BridgedRealm realm = server.realm(new HashMap<>(settings));

      letsEveryHashersUserIn(realm, django, names);
      listsWhatDjangoLists(realm, django);
      changesPasswordsInBothDirections(realm, django);
      editsAndCreatesWhatDjangoReads(realm, django);
      deletesAndDeactivatesInBothDirections(realm, django);
      realm.remove();
      assertThat(django.call("usernames")).isNotEmpty();
    }
  }

  private static void letsEveryHashersUserIn(
      BridgedRealm realm, DjangoProject django, List<String> names) {
    for (String name : names) {
      realm.obtain(name, OLD + "x").then().statusCode(401);
      realm.obtain(name, OLD).then().statusCode(200);
    }
    for (String name : names) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> !django.call("user", name).get("last_login").isNull());
      JsonNode user = django.call("user", name);
      assertThat(user.get("last_login").doubleValue())
          .isBetween(Instant.now().getEpochSecond() - 300d, Instant.now().getEpochSecond() + 5d);
      assertThat(django.logsIn(name, OLD)).as("%s after our login", name).isTrue();
      realm.obtain(name, OLD).then().statusCode(200);
    }
  }

  private static void listsWhatDjangoLists(BridgedRealm realm, DjangoProject django) {
    List<String> usernames = new ArrayList<>();
    django.call("usernames").forEach(name -> usernames.add(name.textValue()));
    assertThat(realm.list(realm.login("root", OLD)).jsonPath().getList("username"))
        .isEqualTo(usernames);
  }

  private void changesPasswordsInBothDirections(BridgedRealm realm, DjangoProject django) {
    long id = django.call("user", "by_argon2").get("id").longValue();
    server
        .as(realm.login("by_argon2", OLD))
        .body(Map.of("password", NEW))
        .patch(realm.api("/api/users/" + id + "/"))
        .then()
        .statusCode(200);
    assertThat(django.logsIn("by_argon2", NEW)).isTrue();
    assertThat(django.logsIn("by_argon2", OLD)).isFalse();

    django.call("change_password", "by_bcrypt", NEW);
    realm.obtain("by_bcrypt", OLD).then().statusCode(401);
    realm.obtain("by_bcrypt", NEW).then().statusCode(200);
  }

  private void editsAndCreatesWhatDjangoReads(BridgedRealm realm, DjangoProject django) {
    String root = realm.login("root", OLD);
    long id = django.call("user", "by_md5").get("id").longValue();
    server
        .as(root)
        .body(Map.of("first_name", "Zoë", "email", "zoe@example.com", "is_staff", true))
        .patch(realm.api("/api/users/" + id + "/"))
        .then()
        .statusCode(200);
    JsonNode edited = django.call("user", "by_md5");
    assertThat(edited.get("first_name").textValue()).isEqualTo("Zoë");
    assertThat(edited.get("email").textValue()).isEqualTo("zoe@example.com");
    assertThat(edited.get("is_staff").booleanValue()).isTrue();
    assertThat(edited.get("is_superuser").booleanValue()).isFalse();

    long created =
        server
            .as(root)
            .body(Map.of("username", "Éva", "email", "eva@example.com", "password", NEW))
            .post(realm.api("/api/users/"))
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getLong("id");
    JsonNode user = django.call("user", "Éva");
    assertThat(user.get("id").longValue()).isEqualTo(created);
    assertThat(user.get("is_active").booleanValue()).isTrue();
    assertThat(user.get("date_joined").doubleValue())
        .isBetween(Instant.now().getEpochSecond() - 300d, Instant.now().getEpochSecond() + 5d);
    assertThat(django.logsIn("Éva", NEW)).isTrue();
  }

  private void deletesAndDeactivatesInBothDirections(BridgedRealm realm, DjangoProject django) {
    String root = realm.login("root", OLD);
    django.call("give_group_and_permission", "Éva", "editors");
    assertThat(django.call("user", "Éva").get("groups").get(0).textValue()).isEqualTo("editors");
    long id = django.call("user", "Éva").get("id").longValue();
    server.as(root).delete(realm.api("/api/users/" + id + "/")).then().statusCode(204);
    assertThat(django.call("user", "Éva").isNull()).isTrue();

    String token = realm.login("by_bcrypt", NEW);
    django.call("set_active", "by_bcrypt", false);
    realm.obtain("by_bcrypt", NEW).then().statusCode(401);
    server.as(token).get(realm.api("/auth/me/")).then().statusCode(401);
    django.call("delete", "by_bcrypt");
    realm.obtain("by_bcrypt", NEW).then().statusCode(401);
    assertThat(django.logsIn("by_md5", OLD)).isTrue();
  }
}
