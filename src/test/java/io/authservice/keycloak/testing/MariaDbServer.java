package io.authservice.keycloak.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.authservice.keycloak.server.Executables;
import io.authservice.keycloak.server.Ports;
import io.authservice.keycloak.server.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * A MariaDB server of the machine's own, as Debian's {@code mariadb-server} installs it. Tests that
 * need it are skipped where it is missing. {@code -Dmariadb.path} lists the directories to look in,
 * as the PATH does.
 */
public final class MariaDbServer implements AutoCloseable {

  public static final String MISSING = "no MariaDB here: install mariadb-server";

  public static final String USER = "django";
  public static final String PASSWORD = "maria-battery";

  private final Process process;
  private final int port;

  private MariaDbServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  public static boolean isInstalled() {
    return program("mariadbd").isPresent() && program("mariadb-install-db").isPresent();
  }

  /**
   * Skips the calling test where there is none.
   *
   * @param directory empty; where the data go
   */
  public static MariaDbServer start(Path directory) {
    assumeTrue(isInstalled(), MISSING);
    Path data = directory.toAbsolutePath().resolve("data");
    int port = Ports.free();
    String user = System.getProperty("user.name");
    run(
        directory,
        program("mariadb-install-db").orElseThrow().toString(),
        "--no-defaults",
        "--user=" + user,
        "--datadir=" + data,
        "--auth-root-authentication-method=normal");
    Process process =
        spawn(
            directory,
            program("mariadbd").orElseThrow().toString(),
            "--no-defaults",
            "--user=" + user,
            "--datadir=" + data,
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--socket=" + directory.toAbsolutePath().resolve("s"));
    MariaDbServer started = new MariaDbServer(process, port);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(started::isUp);
    started.execute(
        "create user '" + USER + "'@'%' identified by '" + PASSWORD + "'",
        "create user '" + USER + "'@'localhost' identified by '" + PASSWORD + "'",
        "grant all on *.* to '" + USER + "'@'%' with grant option",
        "grant all on *.* to '" + USER + "'@'localhost' with grant option");
    return started;
  }

  public void createDatabase(String name) {
    execute("create database `" + name + "` character set utf8mb4");
  }

  public String jdbcUrl(String database) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
  }

  public int port() {
    return port;
  }

  /** As the server's root. */
  public void execute(String... statements) {
    new Sql(this::root).execute(statements);
  }

  private Connection root() throws SQLException {
    return DriverManager.getConnection(jdbcUrl("") + "?user=root");
  }

  private boolean isUp() {
    try (Connection root = root()) {
      return root.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<Path> program(String name) {
    return Executables.in("mariadb.path", "/usr/sbin:/usr/bin:/usr/local/bin").find(name);
  }

  private static void run(Path directory, String... command) {
    try {
      int status = spawn(directory, command).waitFor();
      if (status != 0) {
        throw new IllegalStateException(List.of(command) + " ended with status " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Process spawn(Path directory, String... command) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(
              ProcessBuilder.Redirect.appendTo(directory.resolve("mariadb.log").toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
