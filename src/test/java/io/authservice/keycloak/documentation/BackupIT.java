package io.authservice.keycloak.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.ServerClient;
import io.authservice.keycloak.server.ServerContents;
import io.authservice.keycloak.server.ServerHome;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.InstalledPostgres;
import io.restassured.response.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What the page about operations says of backups, typed as it is printed. */
@Tag("external")
@EnabledIf(
    value = "canRun",
    disabledReason = "no PostgreSQL with pg_dump here: install postgresql and its client")
class BackupIT {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final String BACKUPS = "/var/backups/postgresql";
  private static final String BEFORE = "before";
  private static final String SINCE = "since";
  private static final String PASSWORD = "backup-battery";

  @TempDir private Path directory;

  private final ProjectFiles files = ProjectFiles.ofTheBuild();
  private final List<String> commands = blocks("sh");

  static boolean canRun() {
    return Shell.has("createdb") && InstalledPostgres.isInstalled();
  }

  @Test
  void bringsBackWhatThereWasAtTheDump() throws Exception {
    assertThat(commands).hasSize(5);
    try (InstalledPostgres postgres = postgres();
        KeycloakServer keycloak =
            server(postgres, "postgres", List.of(files.provider()), "backup").build()) {
      keycloak.start();
      ServerClient client = new ServerClient(keycloak.baseUrl());
      register(client, BEFORE);
      String refresh = login(client, BEFORE).then().statusCode(200).extract().path("refresh");
      String access = login(client, BEFORE).path("access");
      type(postgres, commands.get(0));
      blacklist(client, refresh);
      refresh(client, refresh).then().statusCode(401);
      register(client, SINCE);
      keycloak.stop();

      // The superuser, and the one before.
      assertThat(type(postgres, commands.get(1)).strip()).isEqualTo("2");
      type(postgres, commands.get(2));
      keycloak.start();

      client.as(access).get("/auth/me/").then().statusCode(200).body("username", equalTo(BEFORE));
      login(client, SINCE).then().statusCode(401);
      refresh(client, refresh).then().statusCode(200);
      new ServerClient(keycloak.baseUrl())
          .asMaster()
          .post("/admin/realms/" + TestSettings.REALM + "/logout-all")
          .then()
          .statusCode(200);
      refresh(client, refresh).then().statusCode(401);
    }
  }

  @Test
  void aServerWithoutTheExtensionHasNoUsersAndDeletesNone() throws Exception {
    try (InstalledPostgres postgres = postgres();
        KeycloakServer with =
            server(postgres, "postgres", List.of(files.provider()), "removal").build()) {
      with.start();
      register(new ServerClient(with.baseUrl()), BEFORE);
      with.stop();

      try (KeycloakServer without = server(postgres, "bare", List.of(), "removed").start()) {
        ServerClient client = new ServerClient(without.baseUrl());
        client.anonymous().get("/auth/me/").then().statusCode(404);
        client
            .asMaster()
            .get("/admin/realms/" + TestSettings.REALM + "/users")
            .then()
            .statusCode(200)
            .body("$", empty());
        assertThat(Files.readString(without.log()))
            .contains(
                "Configured StorageProvider Auth Service users of provider id auth-service-users"
                    + " does not exist");
      }

      with.start();
      login(new ServerClient(with.baseUrl()), BEFORE).then().statusCode(200);
    }
  }

  @Test
  void goesBackToTheMomentBeforeAMistake() throws Exception {
    Files.createDirectories(directory.resolve("backups").resolve("log"));
    try (InstalledPostgres postgres = postgres()) {
      postgres.configure(here(blocks("ini").get(0)));
      postgres.execute("CREATE TABLE kept (name text)");
      type(postgres, here(commands.get(3)));
      postgres.execute("INSERT INTO kept VALUES ('since the base')");
      String moment = postgres.select("SELECT now()").get(0);
      postgres.execute("DELETE FROM kept");
      postgres.stop();

      type(
          postgres,
          here(commands.get(4))
              .replaceFirst("(recovery_target_time = )'.*'", "$1'" + moment + "'"));
      postgres.start();

      await()
          .untilAsserted(
              () ->
                  assertThat(postgres.select("SELECT pg_is_in_recovery(), name FROM kept"))
                      .containsExactly("f|since the base"));
    }
  }

  private String here(String printed) {
    return printed.replace(BACKUPS, directory.resolve("backups").toString());
  }

  private static List<String> blocks(String language) {
    String heading = "## Backup and restore";
    String page = Page.of("docs/operations.md").text();
    return BLOCK
        .matcher(page.substring(page.indexOf(heading) + heading.length()).split("\\n## ", 2)[0])
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  private InstalledPostgres postgres() {
    InstalledPostgres postgres = InstalledPostgres.start(directory);
    postgres.execute("CREATE ROLE keycloak LOGIN", "CREATE DATABASE keycloak OWNER keycloak");
    return postgres;
  }

  private KeycloakServer.Builder server(
      InstalledPostgres postgres, String home, List<Path> providers, String log) {
    ServerContents contents =
        new ServerContents(
                files.serverVersion(),
                files.distribution(),
                providers,
                Optional.empty(),
                files.realm(),
                ServerContents.POSTGRES_OPTIONS)
            .withMetrics();
    return KeycloakServer.in(ServerHome.prepare(files.work().resolve(home), contents))
        .database(postgres.jdbcUrl("keycloak"), "keycloak", "unused")
        .shortLived()
        .log(files.work().resolve(log + ".log"))
        .environment(TestSettings.ENVIRONMENT);
  }

  private String type(InstalledPostgres postgres, String block) throws Exception {
    Shell.Outcome outcome =
        new Shell(directory, postgres.environment()).run("set -e\n" + block, directory);
    assertThat(outcome.status()).as(outcome.output()).isZero();
    return outcome.output();
  }

  private static void register(ServerClient client, String username) {
    client
        .anonymous()
        .body(Map.of("username", username, "password", PASSWORD, "email", "user@example.com"))
        .post("/api/users/")
        .then()
        .statusCode(201);
  }

  private static Response login(ServerClient client, String username) {
    return client
        .anonymous()
        .body(Map.of("username", username, "password", PASSWORD))
        .post("/api/token/");
  }

  private static Response refresh(ServerClient client, String token) {
    return client.anonymous().body(Map.of("refresh", token)).post("/api/token/refresh/");
  }

  private static void blacklist(ServerClient client, String token) {
    client
        .anonymous()
        .body(Map.of("refresh", token))
        .post("/api/token/blacklist/")
        .then()
        .statusCode(200);
  }
}
