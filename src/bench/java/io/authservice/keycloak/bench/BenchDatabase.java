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
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where the users of a measurement are. Rows are loaded while no server runs. */
abstract class BenchDatabase implements AutoCloseable {

  private final String name;
  private final ServerHome home;
  private final Path directory;

  BenchDatabase(String name, List<String> buildOptions) {
    this.name = name;
    ProjectFiles files = ProjectFiles.fromSystemProperties();
    try {
      Files.createDirectories(files.work());
      directory = Files.createTempDirectory(files.work(), "bench-" + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    home =
        ServerHome.prepare(
            files.work().resolve(name), ServerContents.of(files).withBuildOptions(buildOptions));
  }

  final String name() {
    return name;
  }

  final Path directory() {
    return directory;
  }

  final KeycloakServer.Builder server(String maxHeap) {
    return server(maxHeap, 1000);
  }

  /**
   * @param iterations of PBKDF2, for new passwords
   */
  final KeycloakServer.Builder server(String maxHeap, int iterations) {
    return connected(
        KeycloakServer.in(home)
            .maxHeap(maxHeap)
            .log(directory.resolve("server.log"))
            .environment(TestSettings.ENVIRONMENT)
            .environment(
                Map.of(
                    "KC_SPI_STORAGE__AUTH_SERVICE_USERS__PASSWORD_ITERATIONS",
                    Integer.toString(iterations),
                    "JAVA_OPTS_APPEND",
                    "-Xlog:gc:file=" + ServerHeap.log(directory) + ":tags " + callersOptions())));
  }

  /** What the caller's environment has for the server's JVM, such as a flight recording. */
  private static String callersOptions() {
    return Objects.requireNonNullElse(System.getenv("JAVA_OPTS_APPEND"), "");
  }

  abstract KeycloakServer.Builder connected(KeycloakServer.Builder server);

  abstract Connection connect() throws SQLException;

  /** A table of the numbers up to this one, as this database has it. */
  abstract String numbers(int count);

  /** Leaves the superuser and as many others as make up the count. */
  final void load(int rows) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("delete from users_user where username like 'user%'");
      statement.execute(
          "insert into users_user (password, is_superuser, username, first_name, last_name, email,"
              + " is_staff, is_active, date_joined)"
              + " select 'pbkdf2_sha256$1000000$NotTheSaltOfAnyone$0000000000000000000000000000000000000000000=',"
              + " false, 'user' || n, 'First' || n, 'Last' || n, 'user' || n || '@example.com',"
              + " false, true, current_timestamp from "
              + numbers(rows - 1));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot load " + rows + " rows", e);
    }
  }

  @Override
  public abstract void close();
}
