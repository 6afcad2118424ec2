package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.ServerContents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A PostgreSQL server on this machine. */
final class PostgresDatabase extends BenchDatabase {

  private static final String DATABASE = "keycloak";

  private final EmbeddedPostgresServer postgres;

  PostgresDatabase() {
    this("postgres", directory -> contents().withBuildOptions(ServerContents.POSTGRES_OPTIONS));
  }

  private PostgresDatabase(String name, Function<Path, ServerContents> contents) {
    super(name, contents);
    postgres = EmbeddedPostgresServer.start(directory());
    postgres.createDatabase(DATABASE);
    // The tests want every statement in the log; here that would only cost time.
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("alter database " + DATABASE + " set log_statement = 'none'");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot quieten the log", e);
    }
  }

  /** For a Keycloak that is nothing but Keycloak, with one more realm. */
  static PostgresDatabase withoutExtension() {
    return new PostgresDatabase("postgres-plain", PostgresDatabase::plain);
  }

  /** With another build of the extension. */
  static PostgresDatabase with(Path jar) {
    return new PostgresDatabase(
        "postgres-other",
        directory -> {
          ServerContents ours = contents();
          return new ServerContents(
              ours.version(),
              ours.distribution(),
              List.of(jar),
              Optional.empty(),
              ours.realm(),
              ServerContents.POSTGRES_OPTIONS);
        });
  }

  private static ServerContents plain(Path directory) {
    ServerContents ours = contents();
    Path realm = directory.resolve("realm.json");
    try {
      Files.writeString(realm, "{\"realm\": \"plain\", \"enabled\": true}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ServerContents(
        ours.version(),
        ours.distribution(),
        List.of(),
        Optional.empty(),
        realm,
        ServerContents.POSTGRES_OPTIONS);
  }

  /** The table in a new database, once someone has made it there. */
  UserTable usersIn(String another) {
    postgres.createDatabase(another);
    return new UserTable(() -> postgres.connect(another), this::numbers, analyze());
  }

  /** The address of a database as PostgreSQL's own library has it. */
  String address(String database) {
    return "postgresql://"
        + EmbeddedPostgresServer.USER
        + "@localhost:"
        + postgres.port()
        + "/"
        + database;
  }

  @Override
  KeycloakServer.Builder connected(KeycloakServer.Builder server) {
    return server.database(postgres.jdbcUrl(DATABASE), EmbeddedPostgresServer.USER, "unused");
  }

  @Override
  Connection connect() throws SQLException {
    return postgres.connect(DATABASE);
  }

  @Override
  String numbers(int count) {
    return "generate_series(1, " + count + ") n";
  }

  @Override
  String analyze() {
    return "vacuum analyze users_user";
  }

  @Override
  Duration processorTime() {
    try (Stream<String> pid = Files.lines(directory().resolve("data").resolve("postmaster.pid"))) {
      return pid.findFirst()
          .flatMap(number -> ProcessHandle.of(Long.parseLong(number.strip())))
          .map(handle -> new ServerProcess(handle).processorTime())
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    postgres.close();
  }
}
