package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.ServerContents;
import io.authservice.keycloak.server.ServerHome;
import io.authservice.keycloak.server.TestSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where the users of a measurement are. Rows are loaded while no server runs. */
abstract class BenchDatabase implements AutoCloseable {

  /** For a machine that is busy with other work. */
  private static final Duration START_TIMEOUT = Duration.ofMinutes(15);

  private final String name;
  private final ServerHome home;
  private final Path directory;

  BenchDatabase(String name, List<String> buildOptions) {
    this(name, directory -> contents().withBuildOptions(buildOptions));
  }

  /**
   * @param contents of the server, which may be written to the directory it is given
   */
  BenchDatabase(String name, Function<Path, ServerContents> contents) {
    this.name = name;
    Path work = ProjectFiles.ofTheBuild().work();
    try {
      Files.createDirectories(work);
      directory = Files.createTempDirectory(work, "bench-" + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    home = ServerHome.prepare(work.resolve(name), contents.apply(directory));
  }

  /** Those that are to be measured, each made anew when it is asked for. */
  static List<Supplier<BenchDatabase>> chosen(Options options) {
    return switch (options.text("database")) {
      case "h2" -> List.of(H2Database::new);
      case "postgres" -> List.of(PostgresDatabase::new);
      case "both" -> List.of(H2Database::new, PostgresDatabase::new);
      default -> throw new IllegalArgumentException("h2, postgres or both");
    };
  }

  /** The processor time that the database's own processes have had so far. */
  abstract Duration processorTime();

  /** The extension, and the realm's template. */
  static ServerContents contents() {
    return ServerContents.of(ProjectFiles.ofTheBuild());
  }

  final String name() {
    return name;
  }

  final Path directory() {
    return directory;
  }

  /** A server with the heap it takes by itself, and passwords that are quickly hashed. */
  final KeycloakServer.Builder server() {
    return server(1000);
  }

  /**
   * A server with the heap it takes by itself, as the run command starts it.
   *
   * @param iterations of PBKDF2, for new passwords
   */
  final KeycloakServer.Builder server(int iterations) {
    return server("server", iterations);
  }

  /** One of several. */
  final KeycloakServer.Builder server(String node, int iterations) {
    return connected(
        KeycloakServer.in(home)
            .log(directory.resolve(node + ".log"))
            .startTimeout(START_TIMEOUT)
            .environment(TestSettings.ENVIRONMENT)
            .environment(
                Map.of(
                    "KC_SPI_STORAGE__AUTH_SERVICE_USERS__PASSWORD_ITERATIONS",
                    Integer.toString(iterations),
                    "JAVA_OPTS_APPEND",
                    "-Xlog:gc:file="
                        + ServerHeap.log(directory, node)
                        + ":tags "
                        + callersOptions())));
  }

  /** What the caller's environment has for the server's JVM, such as a flight recording. */
  private static String callersOptions() {
    return Objects.requireNonNullElse(System.getenv("JAVA_OPTS_APPEND"), "");
  }

  abstract KeycloakServer.Builder connected(KeycloakServer.Builder server);

  abstract Connection connect() throws SQLException;

  /** A table of the numbers up to this one, as this database has it. */
  abstract String numbers(int count);

  final UserTable users() {
    return new UserTable(this::connect, this::numbers, analyze());
  }

  final String version() {
    try (Connection connection = connect()) {
      return connection.getMetaData().getDatabaseProductName()
          + " "
          + connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot ask the database", e);
    }
  }

  /** What a database does by itself after a while: plans follow the numbers of rows. */
  abstract String analyze();

  @Override
  public abstract void close();
}
