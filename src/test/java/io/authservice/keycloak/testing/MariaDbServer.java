package io.authservice.keycloak.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.authservice.keycloak.server.Executables;
import io.authservice.keycloak.server.Ports;
import io.authservice.keycloak.server.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * A MariaDB server of the machine's own, as Debian's {@code mariadb-server} installs it. Tests that
 * need it are skipped where it is missing. {@code -Dmariadb.path} lists the directories to look in,
 * as the PATH does.
 */
public final class MariaDbServer implements MySqlFamily {

  public static final String MISSING = "no MariaDB here: install mariadb-server";

  private final DatabaseProcess process;
  private final int port;

  private MariaDbServer(DatabaseProcess process, int port) {
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
    Path log = directory.resolve("mariadb.log");
    int port = Ports.free();
    String user = System.getProperty("user.name");
    DatabaseProcess.run(
        log,
        List.of(
            program("mariadb-install-db").orElseThrow().toString(),
            "--no-defaults",
            "--user=" + user,
            "--datadir=" + data,
            "--auth-root-authentication-method=normal"));
    DatabaseProcess process =
        DatabaseProcess.start(
            log,
            List.of(
                program("mariadbd").orElseThrow().toString(),
                "--no-defaults",
                "--user=" + user,
                "--datadir=" + data,
                "--bind-address=127.0.0.1",
                ZONE,
                "--port=" + port,
                "--socket=" + directory.toAbsolutePath().resolve("s")));
    MariaDbServer started = new MariaDbServer(process, port);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(started::isUp);
    started.execute(
        "create user '" + USER + "'@'%' identified by '" + PASSWORD + "'",
        "create user '" + USER + "'@'localhost' identified by '" + PASSWORD + "'",
        "grant all on *.* to '" + USER + "'@'%' with grant option",
        "grant all on *.* to '" + USER + "'@'localhost' with grant option");
    return started;
  }

  @Override
  public void createDatabase(String name) {
    execute("create database `" + name + "` character set utf8mb4");
  }

  @Override
  public String jdbcUrl(String database) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
  }

  @Override
  public DataSource source(String database) throws SQLException {
    MariaDbDataSource source = new MariaDbDataSource(jdbcUrl(database));
    source.setUser(USER);
    source.setPassword(PASSWORD);
    return source;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public DjangoSchemas schema() {
    return DjangoSchemas.MARIADB;
  }

  /** From Django 5 on; as on MySQL before. */
  @Override
  public String uuidType() {
    return "uuid";
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
    process.stop();
  }

  private static Optional<Path> program(String name) {
    return Executables.in("mariadb.path", "/usr/sbin:/usr/bin:/usr/local/bin").find(name);
  }
}
