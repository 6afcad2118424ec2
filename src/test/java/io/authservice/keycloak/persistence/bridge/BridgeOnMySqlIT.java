package io.authservice.keycloak.persistence.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.authservice.keycloak.server.Sql;
import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.DjangoSchemas;
import io.authservice.keycloak.testing.MySqlFamily;
import io.authservice.keycloak.testing.MySqlServer;
import io.authservice.keycloak.testing.UserModels;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keycloak on a MySQL, by MySQL's own driver and by MariaDB's. */
@Tag("external")
@EnabledIf(
    value = "io.authservice.keycloak.testing.MySqlServer#isInstalled",
    disabledReason = MySqlServer.MISSING)
@WithBridgedKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BridgeOnMySqlIT {

  enum Driver {
    OF_MYSQL,
    OF_MARIADB;

    String url(MySqlServer mysql, String database) {
      return this == OF_MYSQL ? mysql.jdbcUrl(database) : mysql.urlOfMariaDb(database);
    }
  }

  private final BridgedKeycloak server;
  private MySqlServer mysql;

  BridgeOnMySqlIT(BridgedKeycloak server) {
    this.server = server;
  }

  @BeforeAll
  void start(@TempDir Path directory) {
    mysql = MySqlServer.start(directory);
  }

  @AfterAll
  void stop() {
    mysql.close();
  }

  private DjangoRows database(List<String> statements) {
    String name = "django" + UUID.randomUUID().toString().replace("-", "");
    mysql.createDatabase(name);
    DjangoRows rows = new DjangoRows(name, () -> mysql.source(name).getConnection());
    new Sql(rows.connecting()).execute(statements);
    return rows;
  }

  private static Map<String, String> settings(String url) {
    Map<String, String> settings = new HashMap<>();
    settings.put("databaseUrl", url);
    settings.put("databaseUser", MySqlFamily.USER);
    settings.put("databasePassword", MySqlFamily.PASSWORD);
    settings.put("cachePolicy", "NO_CACHE");
    return settings;
  }

  private static String user(String name, boolean superuser) {
    return "insert into users_user (password, is_superuser, username, first_name, last_name, email,"
        + " is_staff, is_active, date_joined) values ('"
        + DjangoRows.encoded(DjangoRows.PASSWORD)
        + "', %2$s, '%1$s', 'First', 'Last', '%1$s@example.com', %2$s, true,"
            .formatted(name, superuser)
        + " '2024-02-29 23:59:59.123456')";
  }

  @ParameterizedTest
  @EnumSource
  void usersLogInAreListedMadeChangedAndDeleted(Driver driver) {
    DjangoRows django = database(DjangoSchemas.MYSQL.statements());
    django.execute(user("root", true), user("Ada", false));
    BridgedRealm realm = server.realm(settings(driver.url(mysql, django.name())));
    String root = realm.login("root", DjangoRows.PASSWORD);
    assertThat(
            django.select(
                "select timestampdiff(minute, last_login, utc_timestamp()) from users_user"
                    + " where username = 'root'"))
        .containsExactly("0");
    realm.login("Ada", DjangoRows.PASSWORD);
    realm.obtain("ada", DjangoRows.PASSWORD).then().statusCode(401);
    realm.list(root).then().statusCode(200).body("username", contains("root", "Ada"));
    int id =
        server
            .anonymous()
            .body(
                Map.of(
                    "username", "neu",
                    "email", "neu@example.com",
                    "first_name", "Grüße \uD83C\uDF19",
                    "password", "navy-Cobol-59"))
            .post(realm.api("/api/users/"))
            .then()
            .statusCode(201)
            .body("first_name", equalTo("Grüße \uD83C\uDF19"))
            .extract()
            .path("id");
    String own = realm.login("neu", "navy-Cobol-59");
    django.execute(
        "alter table users_user modify last_name varchar(150) character set utf8mb3 not null");
    server
        .as(own)
        .body(Map.of("last_name", "\uD83C\uDF19"))
        .patch(realm.api("/api/users/" + id + "/"))
        .then()
        .statusCode(400)
        .body(
            "non_field_errors", contains("A value does not fit its column in the table of users."));
    server
        .as(own)
        .body(Map.of("last_name", "Neu"))
        .patch(realm.api("/api/users/" + id + "/"))
        .then()
        .statusCode(200);
    assertThat(django.select("select first_name, last_name from users_user where id = " + id))
        .containsExactly("Grüße \uD83C\uDF19|Neu");
    server
        .anonymous()
        .body(Map.of("username", "NEU", "email", "x@example.com", "password", "navy-Cobol-59"))
        .post(realm.api("/api/users/"))
        .then()
        .statusCode(400)
        .body("username", contains("A user with that username already exists."));
    String ada = django.select("select id from users_user where username = 'Ada'").get(0);
    django.execute("insert into authtoken_token values ('k', '2024-01-01 00:00:00', " + ada + ")");
    server.as(root).delete(realm.api("/api/users/" + ada + "/")).then().statusCode(204);
    assertThat(django.select("select username from users_user order by id"))
        .containsExactly("root", "neu");
    realm.remove();
  }

  @ParameterizedTest
  @EnumSource
  void usersOfUuidsAndWhatTheirModelAddsAreThere(Driver driver) {
    UserModels plane = UserModels.named("Plane");
    DjangoRows django =
        database(
            plane.statements().stream()
                .map(sql -> UserModels.onMySql(sql, mysql.uuidType()))
                .toList());
    django.execute(
        "alter table users add theme varchar(10) not null default '', add seen_at datetime(6)");
    Map<String, String> settings = settings(driver.url(mysql, django.name()));
    settings.put("userTable", plane.table());
    settings.put(
        "userModel",
        plane.model()
            + "attribute theme = theme write shown\nattribute seen_at = seen_at as moment write shown");
    BridgedRealm realm = server.realm(settings);
    String id = plane.id(1).toString();
    String root = realm.login("root@example.com", UserModels.PASSWORD);
    server
        .as(root)
        .body(Map.of("theme", "dark", "seen_at", "2026-05-06T07:08:09Z"))
        .patch(realm.api("/api/users/" + id + "/"))
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("theme", equalTo("dark"))
        .body("seen_at", equalTo("2026-05-06T07:08:09Z"));
    assertThat(
            django.select(
                "select theme, seen_at from users where id = '" + id.replace("-", "") + "'"))
        .containsExactly("dark|2026-05-06 07:08:09");
    server.as(root).delete(realm.api("/api/users/" + id + "/")).then().statusCode(204);
    assertThat(django.select("select count(*) from users where email = 'ada@example.com'"))
        .containsExactly("0");
    realm.remove();
  }

  @ParameterizedTest
  @EnumSource
  void savingSaysWhatIsWrong(Driver driver) {
    DjangoRows django = database(DjangoSchemas.MYSQL.statements());
    BridgedRealm realm = server.realm(settings(driver.url(mysql, django.name())));
    Function<Map<String, String>, String> refused =
        wrong -> {
          Map<String, String> settings = settings(driver.url(mysql, django.name()));
          settings.putAll(wrong);
          return realm
              .configure(settings)
              .then()
              .statusCode(400)
              .body("errorMessage", not(containsString("hunter2")))
              .extract()
              .path("errorMessage");
        };
    assertThat(refused.apply(Map.of("databasePassword", "hunter2")))
        .contains("refused the user name or the password");
    assertThat(refused.apply(Map.of("databaseUrl", driver.url(mysql, "nowhere"))))
        .contains("no database of the name");
    assertThat(refused.apply(Map.of("userTable", "nowhere"))).contains("no table nowhere");
    mysql.execute(
        "create user if not exists 'reader'@'%' identified by 'reads-only'",
        "grant select on `" + django.name() + "`.* to 'reader'@'%'");
    assertThat(refused.apply(Map.of("databaseUser", "reader", "databasePassword", "reads-only")))
        .contains("may not insert, update and delete in the table users_user");
    realm.remove();
  }
}
