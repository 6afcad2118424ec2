package io.authservice.keycloak.persistence.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.authservice.keycloak.persistence.own.OwnTables;
import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.ServerContents;
import io.authservice.keycloak.server.ServerHome;
import io.authservice.keycloak.server.Sql;
import io.authservice.keycloak.server.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose database user may create no extension, and then finds one that is there. */
class ServerIndexesIT {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String REFUSED = "The extension pg_trgm is not in the database";
  private static final String MADE = "Made %d indexes for searches among users";

  @Test
  void makesAtEachStartWhatIsMissingAndStartsAndStopsMeanwhile(@TempDir Path directory)
      throws Exception {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    ServerHome home =
        ServerHome.prepare(
            files.work().resolve("postgres"),
            ServerContents.of(files)
                .withBuildOptions(ServerContents.POSTGRES_OPTIONS)
                .withMetrics());
    try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(directory)) {
      postgres.createDatabase("keycloak");
      Sql sql = new Sql(() -> postgres.connect("keycloak"));
      sql.execute("create role keycloak login", "grant all on schema public to keycloak");
      KeycloakServer server =
          KeycloakServer.in(home)
              .database(postgres.jdbcUrl("keycloak"), "keycloak", "unused")
              .shortLived()
              .log(directory.resolve("server.log"))
              .environment(TestSettings.ENVIRONMENT)
              .build();
      try (server) {
        server.start();
        awaitLog(server, MADE.formatted(plain().size()));
        assertThat(log(server)).containsOnlyOnce(REFUSED).doesNotContain(" WARN  [io.authservice");
        assertThat(indexes(sql)).containsAll(plain());
        server.stop();

        sql.execute("create extension pg_trgm");
        server.start();
        awaitLog(server, MADE.formatted(2));
        assertThat(log(server)).doesNotContain(REFUSED);
        server.stop();

        sql.execute("drop index users_user_search_trgm_idx");
        try (Connection open = postgres.connect("keycloak")) {
          // The index waits for this one; nobody else does.
          open.setAutoCommit(false);
          open.createStatement().execute("update users_user set last_login = now()");
          server.start();
          await()
              .atMost(SOON)
              .until(() -> !sql.select("select 1 from pg_stat_progress_create_index").isEmpty());
          long start = System.nanoTime();
          server.stop();
          assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
          open.rollback();
        }
        assertThat(log(server)).doesNotContain("WARN  [io.authservice");
        server.start();
        awaitLog(server, MADE.formatted(1));
        assertThat(indexes(sql)).contains("users_user_search_trgm_idx");
      }
    }
  }

  private static List<String> indexes(Sql sql) {
    return sql.select(
        "select indexrelid::regclass from pg_index"
            + " where indrelid in ('users_user'::regclass, 'users_uuiduser'::regclass)"
            + " and indisvalid");
  }

  private static void awaitLog(KeycloakServer server, String text) {
    await(text).atMost(SOON).until(() -> log(server).contains(text));
  }

  private static String log(KeycloakServer server) throws IOException {
    return Files.readString(server.log());
  }

  private static List<String> plain() {
    return OwnTables.all("").stream()
        .flatMap(tables -> UserIndex.plain(tables.users()).stream())
        .map(UserIndex::name)
        .toList();
  }
}
