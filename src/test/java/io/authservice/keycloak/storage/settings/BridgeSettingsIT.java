package io.authservice.keycloak.storage.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.server.Ports;
import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an administrator is told on saving settings that cannot work. */
@WithBridgedKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BridgeSettingsIT {

  private final BridgedKeycloak server;
  private final String realm = "realm" + UUID.randomUUID().toString().substring(0, 8);

  BridgeSettingsIT(BridgedKeycloak server) {
    this.server = server;
  }

  @BeforeAll
  void makeARealmWithoutStorage() {
    server
        .asMaster()
        .body(Map.of("realm", realm, "enabled", true))
        .post("/admin/realms")
        .then()
        .statusCode(201);
  }

  @Test
  void namesWhatIsWrongWithTheUrl() {
    for (String url :
        List.of(
            "postgres://localhost/django",
            "jdbc:oracle:thin:@localhost:1521/x",
            "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://example.com/x.sql'",
            "jdbc:mysql://user:pw@localhost/django",
            "jdbc:mysql://(host=localhost,allowLoadLocalInfile=true)/django",
            "jdbc:sqlite::resource:http://example.com/x.db",
            "jdbc:sqlite:relative.db",
            "jdbc:sqlite:/tmp/x.db?enable_load_extension=true")) {
      assertThat(refusal(Map.of("databaseUrl", url)))
          .as(url)
          .startsWith("databaseUrl must be jdbc:postgresql://");
    }
    assertThat(
            refusal(
                Map.of(
                    "databaseUrl",
                    "jdbc:postgresql://localhost/django?socketFactory=x&password=hunter2")))
        .contains("the parameter socketFactory")
        .doesNotContain("hunter2");
  }

  @Test
  void namesAServerThatCannotBeReached() throws IOException {
    assertThat(
            refusal(
                Map.of("databaseUrl", "jdbc:postgresql://localhost:" + Ports.free() + "/django")))
        .contains("cannot be reached within 2 seconds");
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      long start = System.nanoTime();
      assertThat(
              refusal(
                  Map.of(
                      "databaseUrl",
                      "jdbc:postgresql://localhost:" + silent.getLocalPort() + "/django")))
          .contains("cannot be reached within 2 seconds");
      assertThat((System.nanoTime() - start) / 1_000_000_000).isLessThan(10);
    }
  }

  @Test
  void namesAUserThatIsRefusedAndADatabaseThatIsMissing() {
    DjangoRows django = server.database();
    assertThat(
            refusal(
                Map.of(
                    "databaseUrl", server.postgres().jdbcUrl(django.name()),
                    "databaseUser", "nobody",
                    "databasePassword", "hunter2")))
        .contains("refused the user name or the password")
        .doesNotContain("hunter2");
    assertThat(
            refusal(
                Map.of(
                    "databaseUrl",
                    server.postgres().jdbcUrl("nothing"),
                    "databaseUser",
                    "postgres")))
        .contains("no database of the name");
    Path file = server.work().resolve("nothing.sqlite3");
    assertThat(refusal(Map.of("databaseUrl", "jdbc:sqlite:" + file)))
        .contains("file named in databaseUrl cannot be opened");
    assertThat(Files.exists(file)).as("a file is never made").isFalse();
  }

  @Test
  void namesTheTablesAndColumnsThatAreMissing() {
    DjangoRows django = server.database();
    Map<String, String> settings = server.settings(django);
    assertThat(refusal(with(settings, "userTable", "auth_user")))
        .isEqualTo("The database has no table auth_user");
    django.execute(
        "alter table users_user drop column is_staff",
        "alter table users_user drop" + " column email");
    assertThat(refusal(settings))
        .isEqualTo("The table users_user lacks the columns: email, is_staff");

    DjangoRows days = server.database();
    days.execute(
        "create table keyed (like users_user)",
        "alter table keyed drop column id",
        "alter table keyed add column id date");
    assertThat(refusal(with(server.settings(days), "userTable", "keyed")))
        .contains("id of the table keyed is of type date");

    DjangoRows bare = server.database();
    bare.execute("drop table users_user_groups");
    assertThat(refusal(server.settings(bare)))
        .isEqualTo("The database has no table users_user_groups");
  }

  @Test
  void namesRightsThatAreMissing() {
    DjangoRows django = server.database();
    String role = "reader_" + django.name();
    django.execute("create role " + role + " login", "grant usage on schema public to " + role);
    Map<String, String> settings = with(server.settings(django), "databaseUser", role);
    assertThat(refusal(settings)).contains("may not read the table users_user");
    django.execute("grant select on all tables in schema public to " + role);
    assertThat(refusal(settings)).contains("may not insert, update and delete", "READ_ONLY");
    attempt(with(settings, "editMode", "READ_ONLY")).then().statusCode(201);
  }

  @Test
  void namesNumbersOutOfRangeAndSettingsThatDoNotGoTogether() {
    assertThat(refusal(Map.of("databasePoolSize", "0"))).contains("databasePoolSize must be from");
    assertThat(refusal(Map.of("databaseTimeout", "soon"))).contains("must be a whole number");
    assertThat(refusal(Map.of("databaseTimeout", "{0,x}"))).contains("must be a whole number");
    assertThat(refusal(Map.of("databaseTimeout", "61"))).contains("from 1 to 60");
    assertThat(refusal(Map.of("userTable", "users;drop"))).contains("userTable must be letters");
    assertThat(refusal(Map.of("userTable", "auth_user"))).contains("only with databaseUrl");
    assertThat(refusal(Map.of("editMode", "READ_ONLY"))).contains("only with databaseUrl");
    assertThat(refusal(Map.of("editMode", "SOMETIMES"))).contains("WRITABLE or READ_ONLY");
    DjangoRows django = server.database();
    assertThat(refusal(with(server.settings(django), "cachePolicy", "DEFAULT")))
        .contains("NO_CACHE", "MAX_LIFESPAN");
  }

  @Test
  void sendsAStoredPasswordNowhereElse() throws IOException {
    DjangoRows django = server.database();
    Map<String, String> settings = server.settings(django);
    String url = settings.get("databaseUrl");
    BridgedRealm realm = server.realm(settings);
    try (ServerSocket thief = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      thief.setSoTimeout(500);
      String theirs = "jdbc:postgresql://localhost:" + thief.getLocalPort() + "/django";
      for (Map<String, String> change :
          List.of(
              Map.of("databaseUrl", theirs),
              Map.of("databaseUrl", theirs, "enabled", "false"),
              Map.of("databaseUrl", url + "?sslmode=disable"),
              Map.of("databaseUser", "somebody"))) {
        assertThat(realm.configure(change).then().statusCode(400).extract().asString())
            .contains("databasePassword must be given anew");
        realm.obtain("nobody", "wrong").then().statusCode(401);
      }
      assertThatThrownBy(thief::accept).isInstanceOf(SocketTimeoutException.class);
    }
    realm.configure(Map.of("databasePoolSize", "3")).then().statusCode(204);
    String same = url.replace("localhost", "127.0.0.1");
    assertThat(same).isNotEqualTo(url);
    realm
        .configure(Map.of("databaseUrl", same, "databasePassword", "unused-secret"))
        .then()
        .statusCode(204);
    realm.remove();
  }

  @Test
  void sendsAPasswordOfTheVaultNowhereElse() {
    DjangoRows django = server.database();
    String name = "vaulted" + django.name().substring(0, 12);
    server.keepInVault(name, "unused-secret");
    Map<String, String> settings = server.settings(django);
    String expression = "${vault." + BridgedKeycloak.VAULT_KEY + "}";
    settings.put("databasePassword", expression);
    BridgedRealm realm = server.realm(name, settings);
    String other = settings.get("databaseUrl").replace("localhost", "127.0.0.1");

    realm.configure(Map.of("databaseUrl", other)).then().statusCode(400);
    realm
        .configure(Map.of("databaseUrl", other, "databasePassword", expression))
        .then()
        .statusCode(400);
    realm
        .configure(Map.of("databaseUrl", other, "databasePassword", "unused-secret"))
        .then()
        .statusCode(204);
    realm.remove();
  }

  @Test
  void refusesATableThatAnotherStorageHasAlready() {
    DjangoRows django = server.database();
    BridgedRealm first = server.realm(server.settings(django));
    assertThat(refusal(server.settings(django))).contains("Another storage of this server");
    first.remove();
  }

  private String refusal(Map<String, String> settings) {
    Map<String, String> all =
        new HashMap<>(Map.of("databaseTimeout", "2", "cachePolicy", "NO_CACHE"));
    all.putAll(settings);
    return attempt(all).then().statusCode(400).extract().path("errorMessage");
  }

  private Response attempt(Map<String, String> settings) {
    return server
        .asMaster()
        .body(BridgedKeycloak.component(settings))
        .post("/admin/realms/" + realm + "/components");
  }

  private static Map<String, String> with(Map<String, String> settings, String key, String value) {
    Map<String, String> changed = new HashMap<>(settings);
    changed.put(key, value);
    return changed;
  }
}
