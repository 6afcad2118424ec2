package io.authservice.keycloak.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.DjangoSchemas;
import io.authservice.keycloak.testing.OneTimePassword;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.TimedClient.Tokens;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The way from a bridged Django database into Keycloak's own, and the bridge's end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(value = Resources.TIME_ZONE, mode = ResourceAccessMode.READ)
class DetachIT {

  private static final String OPTION = "--spi-realm-restapi-extension--auth-service--";
  private static final String DATABASE = "?source=database";
  private static final String AGAIN = DATABASE + "&existing=update";
  private static final byte[] NOTHING = {};
  private static final int CROWD = 1200;

  /** What a database that does not answer is spared after it has failed, and a little more. */
  private static final Duration SPARED = Duration.ofSeconds(15);

  @AutoClose private PostgresKeycloak stack;
  private TimedClient client;
  private ImportCalls calls;
  private BridgeComponent settings;
  private DjangoRows django;

  @BeforeAll
  void start() {
    stack =
        PostgresKeycloak.start(
            "detach", List.of(OPTION + "me-permissions=true", OPTION + "me-groups=true"));
    client = stack.client();
    calls = new ImportCalls(stack);
    settings = new BridgeComponent(client, calls);
  }

  @BeforeEach
  void empty() {
    letGo();
    calls.empty();
    stack.execute(
        "delete from users_user; delete from auth_service_import; delete from fed_user_credential");
    String name = "django" + UUID.randomUUID().toString().replace("-", "");
    stack.postgres().createDatabase(name);
    django = new DjangoRows(name, () -> stack.postgres().connect(name));
  }

  @Test
  void movesEverythingAndLetsGoOfDjango() {
    long ada = service();
    bridge();
    Tokens before = client.login("ada", DjangoRows.PASSWORD);
    JsonNode me = client.get("/auth/me/", before.access()).json();
    assertThat(me.get("id").longValue()).isEqualTo(ada);
    assertThat(me.get("groups").toString()).contains("Writers");
    assertThat(me.get("permissions")).hasSize(2);

    JsonNode dry = calls.imported(NOTHING, DATABASE + "&dry-run=true");
    assertThat(dry.get("state").textValue()).as("%s", dry).isEqualTo("finished");
    assertThat(dry.at("/options/source").textValue()).isEqualTo("database");
    assertThat(dry.at("/users/added").intValue()).isEqualTo(CROWD + 3);
    assertThat(stack.select("select count(*) from users_user")).containsExactly("0");
    assertThat(calls.client("worker")).isNull();

    JsonNode done = calls.imported(NOTHING, DATABASE);
    assertThat(done.get("state").textValue()).as("%s", done).isEqualTo("finished");
    assertThat(done.at("/users/added").intValue()).isEqualTo(CROWD + 3);
    assertThat(done.at("/catalog/groups_added").intValue()).isEqualTo(1);
    assertThat(done.at("/clients/added").intValue()).isEqualTo(1);
    assertThat(rows(stack::select)).isEqualTo(rows(django::select));

    letGo();
    django.execute("drop table users_user cascade");

    assertThat(client.get("/auth/me/", before.access()).json())
        .as("the session goes on")
        .isEqualTo(me);
    Tokens after = client.login("ada", DjangoRows.PASSWORD);
    assertThat(client.get("/auth/me/", after.access()).json()).isEqualTo(me);
    assertThat(client.get("/auth/me/", after.access()).json().get("id").longValue()).isEqualTo(ada);
    assertThat(workerGrant().status()).isEqualTo(200);
    String boss = client.login("boss", DjangoRows.PASSWORD).access();
    Answer created =
        client.send(
            "POST",
            "/api/users/",
            boss,
            Map.of("username", "new", "email", "new@example.com", "password", "tr0mb0ne-quartet"));
    assertThat(created.status()).as("%s", created).isEqualTo(201);
    assertThat(created.json().get("id").longValue()).isGreaterThan(ada + CROWD);
  }

  @Test
  void movesSecondFactorsAndAddressesOfTheDatabase() {
    long ada = service();
    django.execute(
        "create table otp_totp_totpdevice (id serial primary key, user_id integer not null,"
            + " name varchar(64) not null, confirmed boolean not null, key varchar(80) not null,"
            + " step smallint not null, t0 bigint not null, digits smallint not null,"
            + " tolerance smallint not null, drift smallint not null, last_t bigint not null);"
            + "insert into otp_totp_totpdevice (user_id, name, confirmed, key, step, t0, digits,"
            + " tolerance, drift, last_t) values ("
            + ada
            + ", 'phone', true, '3132333435363738393031323334353637383930', 30, 0, 6, 1, 0, -1), ("
            + ada
            + ", 'never', false, '3132333435363738393031323334353637383930', 30, 0, 6, 1, 0, -1);"
            + "create table account_emailaddress (id serial primary key, user_id integer not null,"
            + " email varchar(254) not null, verified boolean not null);"
            + "insert into account_emailaddress (user_id, email, verified)"
            + " select id, email, true from users_user");
    bridge();

    JsonNode done = calls.imported(NOTHING, DATABASE);

    assertThat(done.get("state").textValue()).as("%s", done).isEqualTo("finished");
    assertThat(done.at("/belongings/one_time_passwords/added").intValue()).isEqualTo(1);
    assertThat(done.at("/belongings/unconfirmed_devices").intValue()).isEqualTo(1);
    assertThat(done.at("/belongings/verified_emails/added").intValue()).isPositive();
    Map<String, String> login =
        new HashMap<>(Map.of("username", "ada", "password", DjangoRows.PASSWORD));
    assertThat(client.send("POST", "/api/token/", "", login).status())
        .as("while the bridge stands")
        .isEqualTo(401);
    letGo();
    assertThat(client.send("POST", "/api/token/", "", login).status()).isEqualTo(401);
    login.put("totp", OneTimePassword.code("12345678901234567890"));
    assertThat(client.send("POST", "/api/token/", "", login).status()).isEqualTo(200);
  }

  @Test
  void importingAgainChangesNothingAndCarriesOverWhatDjangoChanged() {
    long ada = service();
    bridge();
    String token = client.login("ada", DjangoRows.PASSWORD).access();
    calls.imported(NOTHING, DATABASE);
    List<String> before = calls.tables();

    JsonNode again = calls.imported(NOTHING, AGAIN);
    assertThat(again.get("state").textValue()).as("%s", again).isEqualTo("finished");
    assertThat(again.at("/users/unchanged").intValue()).isEqualTo(CROWD + 3);
    assertThat(again.at("/users/updated").intValue()).isZero();
    assertThat(again.at("/clients/existing").intValue()).isEqualTo(1);
    assertThat(calls.tables()).isEqualTo(before);

    django.execute(
        "update users_user set password = 'md5$a$b', last_name = 'Byron' where id = " + ada);
    JsonNode updated = calls.imported(NOTHING, AGAIN);
    assertThat(updated.at("/users/updated").intValue()).as("%s", updated).isEqualTo(1);
    assertThat(stack.select("select last_name from users_user where id = " + ada))
        .containsExactly("Byron");
    assertThat(client.get("/auth/me/", token).status())
        .as("sessions follow Django's rows while the bridge stands")
        .isEqualTo(200);
  }

  @Test
  void onlyRealmAdministratorsImportTheDatabase() {
    service();
    bridge();
    String path = ImportCalls.PATH + DATABASE;

    assertThat(client.upload(path, "", NOTHING).status()).isEqualTo(401);
    String ada =
        client
            .grant("auth-service", "admin-cli", "ada", DjangoRows.PASSWORD)
            .json()
            .get("access_token")
            .textValue();
    assertThat(client.upload(path, ada, NOTHING).status()).isEqualTo(403);
    assertThat(stack.select("select count(*) from users_user")).containsExactly("0");

    String boss =
        client
            .grant("auth-service", "admin-cli", "boss", DjangoRows.PASSWORD)
            .json()
            .get("access_token")
            .textValue();
    Answer accepted = client.upload(path + "&dry-run=true", boss, NOTHING);
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    calls.awaited(accepted.json().get("id").textValue());
  }

  @Test
  void aRealmWithoutABridgeHasNoDatabaseToImport() {
    Answer refused = client.upload(ImportCalls.PATH + DATABASE, calls.admin(), NOTHING);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("detail").textValue())
        .isEqualTo("This realm does not keep its users in a Django database.");
    assertThat(refused.json().get("code").textValue()).isEqualTo("invalid");
    Answer both =
        client.upload(ImportCalls.PATH + DATABASE + "&file=dump.json", calls.admin(), NOTHING);
    assertThat(both.status()).isEqualTo(400);
    assertThat(both.json().has("file")).isTrue();
  }

  /** Else the superusers of either would be those of whichever is detached. */
  @Test
  void noTwoBridgedRealmsImport() {
    service();
    bridge();
    String path = "/admin/realms/second/auth-service/import" + DATABASE;
    DjangoRows others = django;
    try {
      second(others);
      tryOut(path);
      JsonNode done = calls.imported(NOTHING, DATABASE);
      assertThat(done.get("state").textValue())
          .as("a dry run of another realm is in nobody's way: %s", done)
          .isEqualTo("finished");

      Answer refused = client.upload(path, calls.admin(), NOTHING);

      assertThat(refused.status()).as("%s", refused).isEqualTo(409);
      assertThat(refused.json().get("detail").textValue()).contains("or has imported them");
    } finally {
      removeSecond();
    }
  }

  @Test
  void noOtherRealmIsGivenTheTablesOnceABridgedOneHasImported() {
    service();
    bridge();
    calls.imported(NOTHING, DATABASE);
    try {
      realmSecond();

      Answer refused = addStorage(Map.of());

      assertThat(refused.status()).as("%s", refused).isEqualTo(400);
      assertThat(refused.json().get("errorMessage").textValue())
          .contains("Another realm of this server")
          .contains("has imported");
    } finally {
      removeSecond();
    }
  }

  /** Both may have been let through, each before the other was noted. */
  @Test
  void anImportWritesNothingOnceAnotherRealmHasBegunOneMeanwhile() throws SQLException {
    service();
    bridge();
    try (Connection connection = stack.connect()) {
      second(django);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("lock table users_user in access exclusive mode");
      }
      String id = calls.started(NOTHING, DATABASE);
      stack.execute(
          "insert into auth_service_import (id, realm_id, running_realm_id, state, started,"
              + " heartbeat, cancelled, dry_run, report) select 'other', id, id, 'running', 0, 0,"
              + " false, false, '{}' from realm where name = 'second'");
      connection.commit();

      JsonNode failed = calls.awaited(id);

      assertThat(failed.get("state").textValue()).as("%s", failed).isEqualTo("failed");
      assertThat(failed.get("failure").textValue()).startsWith("Another realm of this server");
      assertThat(stack.select("select count(*) from users_user")).containsExactly("0");
    } finally {
      removeSecond();
    }
  }

  private void tryOut(String path) {
    Answer begun = client.upload(path + "&dry-run=true", calls.admin(), NOTHING);
    assertThat(begun.status()).as("%s", begun).isEqualTo(202);
    String status =
        "/admin/realms/second/auth-service/import/" + begun.json().get("id").textValue();
    await()
        .atMost(ImportCalls.PATIENCE)
        .until(
            () ->
                client
                    .get(status, calls.admin())
                    .json()
                    .get("state")
                    .textValue()
                    .equals("finished"));
  }

  /** A realm on a Django database of its own. */
  private void second(DjangoRows before) {
    stack.postgres().createDatabase("second" + before.name());
    django = new DjangoRows("second", () -> stack.postgres().connect("second" + before.name()));
    service();
    realmSecond();
    Answer answer =
        addStorage(
            Map.of(
                "databaseUrl", List.of(stack.postgres().jdbcUrl("second" + before.name())),
                "databaseUser", List.of(EmbeddedPostgresServer.USER),
                "editMode", List.of("READ_ONLY"),
                "cachePolicy", List.of("NO_CACHE")));
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
    django = before;
  }

  private void realmSecond() {
    Answer created =
        client.send(
            "POST", "/admin/realms", calls.admin(), Map.of("realm", "second", "enabled", true));
    assertThat(created.status()).as("%s", created).isEqualTo(201);
  }

  private void removeSecond() {
    client.send("DELETE", "/admin/realms/second", calls.admin(), Map.of());
  }

  private Answer addStorage(Map<String, List<String>> config) {
    return client.send(
        "POST",
        "/admin/realms/second/components",
        calls.admin(),
        Map.of(
            "name", "Storage",
            "providerId", "auth-service-users",
            "providerType", "org.keycloak.storage.UserStorageProvider",
            "config", config));
  }

  @Test
  void aDatabaseThatGoesAwayEndsTheImportAndTheNextGoesOnBehindIt(@TempDir Path directory) {
    try (EmbeddedPostgresServer other = EmbeddedPostgresServer.start(directory)) {
      other.createDatabase("django");
      django = new DjangoRows("django", () -> other.connect("django"));
      service();
      bridge(other);
      breakOff(other);
      resume();
    }
  }

  private void breakOff(EmbeddedPostgresServer other) {
    calls.delayInserts();
    String id = calls.started(NOTHING, DATABASE);
    await()
        .atMost(ImportCalls.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !stack.select("select 1 from users_user limit 1").isEmpty());
    other.crash();

    JsonNode failed = calls.awaited(id);
    assertThat(failed.get("state").textValue()).as("%s", failed).isEqualTo("failed");
    assertThat(failed.get("failure").textValue()).contains("Start the import again");
    calls.letInserts();
    other.start();
  }

  private void resume() {
    await()
        .atMost(SPARED)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                client
                        .send(
                            "POST",
                            "/api/token/",
                            "",
                            Map.of("username", "ada", "password", DjangoRows.PASSWORD))
                        .status()
                    == 200);
    JsonNode done = calls.imported(NOTHING, DATABASE);
    assertThat(done.get("state").textValue()).as("%s", done).isEqualTo("finished");
    assertThat(done.at("/users/unchanged").intValue()).isGreaterThanOrEqualTo(500);
    assertThat(done.at("/users/added").intValue()).isPositive();
    assertThat(rows(stack::select)).isEqualTo(rows(django::select));
  }

  @Test
  void aTableOfApplicationsThatMayNotBeReadIsNotTakenForNone() {
    service();
    String role = "no_applications_" + django.name();
    django.execute(
        "create role " + role + " login",
        "grant usage on schema public to " + role,
        "grant select on all tables in schema public to " + role,
        "revoke all on oauth2_provider_application from " + role);
    bridge();
    configure(Map.of("databaseUser", role, "databasePassword", "unused"));

    JsonNode failed = calls.imported(NOTHING, DATABASE);

    assertThat(failed.get("state").textValue()).as("%s", failed).isEqualTo("failed");
    assertThat(failed.get("failure").textValue())
        .isEqualTo("The database user may not read the table oauth2_provider_application");
  }

  /** Tables as Django makes them, with a user of each kind; the id of {@code ada}. */
  private long service() {
    try (Connection connection = django.connecting().connect()) {
      DjangoSchemas.POSTGRESQL.create(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    long ada = django.user("ada", false);
    django.user("boss", true);
    django.user("gone", false);
    django.execute(
        "update users_user set is_active = false where username = 'gone'",
        "insert into django_content_type (id, app_label, model) values (11, 'shop', 'order')",
        "insert into auth_permission (id, name, content_type_id, codename) values"
            + " (21, 'Can add order', 11, 'add_order'), (22, 'Can view order', 11, 'view_order')",
        "insert into auth_group (id, name) values (31, 'Writers')",
        "insert into auth_group_permissions (group_id, permission_id) values (31, 22)",
        "insert into users_user_groups (user_id, group_id) values (" + ada + ", 31)",
        "insert into users_user_user_permissions (user_id, permission_id) values (" + ada + ", 21)",
        "insert into users_user (password, is_superuser, username, first_name, last_name, email,"
            + " is_staff, is_active, date_joined) select '!', false, 'crowd' || n, '', '', 'c' || n"
            + " || '@example.com', false, true, now() from generate_series(1, "
            + CROWD
            + ") n",
        "insert into oauth2_provider_application (client_id, redirect_uris, client_type,"
            + " authorization_grant_type, client_secret, name, skip_authorization, created,"
            + " updated, algorithm) select 'worker', '', 'confidential', 'client-credentials',"
            + " password, 'Worker', false, now(), now(), '' from users_user where id = "
            + ada);
    return ada;
  }

  private interface Selection {
    List<String> rows(String sql);
  }

  /** All that is to be the same on both sides. */
  private static List<String> rows(Selection database) {
    List<String> rows = new ArrayList<>();
    for (String sql :
        List.of(
            "select id, username, password, email, first_name, last_name, is_active, is_staff,"
                + " is_superuser, date_joined from users_user order by id",
            "select user_id, group_id from users_user_groups order by 1, 2",
            "select user_id, permission_id from users_user_user_permissions order by 1, 2",
            "select id, name from auth_group order by id",
            "select group_id, permission_id from auth_group_permissions order by 1, 2",
            "select id, name, content_type_id, codename from auth_permission order by id",
            "select id, app_label, model from django_content_type order by id")) {
      rows.addAll(database.rows(sql));
    }
    return rows;
  }

  private Answer workerGrant() {
    return client.form(
        "/o/token/",
        Map.of(
            "grant_type", "client_credentials",
            "client_id", "worker",
            "client_secret", DjangoRows.PASSWORD));
  }

  private void bridge() {
    settings.bridge(stack.postgres(), django.name());
  }

  private void bridge(EmbeddedPostgresServer server) {
    settings.bridge(server, django.name());
  }

  private void letGo() {
    settings.letGo();
  }

  private void configure(Map<String, String> changed) {
    settings.configure(changed);
  }
}
