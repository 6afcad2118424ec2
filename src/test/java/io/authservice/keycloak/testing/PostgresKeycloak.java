package io.authservice.keycloak.testing;

import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.KeptToken;
import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.MetricsPage;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.ServerContents;
import io.authservice.keycloak.server.ServerHome;
import io.authservice.keycloak.server.SharedServer;
import io.authservice.keycloak.server.Sql;
import io.authservice.keycloak.server.StatementLog;
import io.authservice.keycloak.server.TestSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A Keycloak whose database is a PostgreSQL of its own. */
public final class PostgresKeycloak implements SharedServer {

  /** Keycloak gives a statement as long, and its connection a second more. */
  public static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

  /** Fewer than Keycloak has threads. */
  private static final int CONNECTIONS = 40;

  private static final String DATABASE = "keycloak";

  private final EmbeddedPostgresServer postgres;
  private final KeycloakServer keycloak;
  private final KeptToken masterToken = new KeptToken();

  private PostgresKeycloak(EmbeddedPostgresServer postgres, KeycloakServer keycloak) {
    this.postgres = postgres;
    this.keycloak = keycloak;
  }

  /** The one that classes share. */
  public static PostgresKeycloak start(String name) {
    return start(
        name,
        List.of(
            "--transaction-default-timeout=" + TRANSACTION_TIMEOUT.toSeconds() + "s",
            "--db-connect-timeout=2s",
            "--db-pool-max-size=" + CONNECTIONS,
            "--spi-admin-realm-restapi-extension--auth-service--import-directory="
                + importDirectory()));
  }

  /** A server and database of a test's own; close it after the tests. */
  public static PostgresKeycloak start(String name, List<String> options) {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    ServerHome home =
        ServerHome.prepare(
            files.work().resolve("postgres"),
            ServerContents.of(files)
                .withBuildOptions(ServerContents.POSTGRES_OPTIONS)
                .withMetrics());
    EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(emptyDirectory(files));
    postgres.createDatabase(DATABASE);
    KeycloakServer keycloak =
        KeycloakServer.in(home)
            .database(postgres.jdbcUrl(DATABASE), EmbeddedPostgresServer.USER, "unused")
            .shortLived()
            .log(files.work().resolve(name + ".log"))
            .environment(TestSettings.ENVIRONMENT)
            .options(TestSettings.OPTIONS)
            .options(options)
            .start();
    return new PostgresKeycloak(postgres, keycloak);
  }

  /** Where the shared server imports files from. */
  public static Path importDirectory() {
    Path directory = ProjectFiles.ofTheBuild().work().resolve("postgres-dumps");
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public EmbeddedPostgresServer postgres() {
    return postgres;
  }

  public boolean isDatabaseUp() {
    return postgres.isRunning();
  }

  /** Ends Keycloak without warning, and starts it again. */
  public void cutPower() {
    keycloak.kill();
    keycloak.start();
  }

  public StatementLog statements() {
    return postgres.statements(DATABASE);
  }

  public KeycloakServer keycloak() {
    return keycloak;
  }

  public MetricsPage metrics() {
    return new MetricsPage(keycloak.managementPort());
  }

  public TimedClient client() {
    return new TimedClient(keycloak.baseUrl());
  }

  /** Of the master realm's administrator; it lives for half a minute at least. */
  public String masterToken() {
    return masterToken.get(() -> client().masterAdminToken());
  }

  public Connection connect() throws SQLException {
    return postgres.connect(DATABASE);
  }

  /** The rows, each as its columns' texts joined by a bar. */
  public List<String> select(String sql) {
    return new Sql(this::connect).select(sql);
  }

  public void execute(String sql) {
    new Sql(this::connect).execute(sql);
  }

  /** Adds rows {@code <prefix>1}, {@code <prefix>2} and so on past Keycloak. */
  public void insertUsers(String prefix, int count) {
    execute(
        "insert into users_user (password, is_superuser, username, first_name, last_name, email,"
            + " is_staff, is_active, date_joined) select '!', false, '"
            + prefix
            + "' || n, 'First' || n, 'Last', '"
            + prefix
            + "' || n || '@example.com', false, true, now() from generate_series(1, "
            + count
            + ") n");
  }

  @Override
  public Optional<String> end(Duration patience) {
    return keycloak.end(patience);
  }

  @Override
  public void close() {
    keycloak.stop();
    postgres.close();
  }

  private static Path emptyDirectory(ProjectFiles files) {
    try {
      return Files.createTempDirectory(Files.createDirectories(files.work()), "postgres-data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
