package io.authservice.keycloak.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.authservice.keycloak.server.Ports;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/**
 * A MySQL 8.0 that comes with the build, or the one whose {@code mysqld} {@code -Dmysql.program}
 * names; none where that is empty. Tests that need it are skipped where it does not run: what comes
 * with the build is for Linux on x86-64, and wants Debian's {@code libaio1} and {@code libnuma1}.
 */
public final class MySqlServer implements MySqlFamily {

  public static final String MISSING = "no MySQL runs here: install libaio1 and libnuma1";

  private static final String PROGRAM = "mysql.program";

  private final DatabaseProcess process;
  private final int port;

  private MySqlServer(DatabaseProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  public static boolean isInstalled() {
    return program().isPresent();
  }

  /**
   * Skips the calling test where there is none.
   *
   * @param directory empty; where the data go
   */
  public static MySqlServer start(Path directory) {
    Optional<Path> program = program();
    assumeTrue(program.isPresent(), MISSING);
    Path log = directory.resolve("mysql.log");
    Path home = directory.toAbsolutePath();
    int port = Ports.free();
    List<String> common =
        List.of(
            program.get().toString(),
            "--no-defaults",
            "--user=" + System.getProperty("user.name"),
            "--basedir=" + program.get().getParent().getParent(),
            "--datadir=" + home.resolve("data"),
            "--performance-schema=OFF",
            "--skip-log-bin");
    DatabaseProcess.run(log, with(common, "--initialize-insecure"));
    MySqlServer started =
        new MySqlServer(
            DatabaseProcess.start(
                log,
                with(
                    common,
                    "--bind-address=127.0.0.1",
                    ZONE,
                    "--port=" + port,
                    "--socket=" + home.resolve("s"),
                    "--pid-file=" + home.resolve("pid"),
                    "--mysqlx=OFF",
                    "--innodb-flush-log-at-trx-commit=0")),
            port);
    Awaitility.await().atMost(Duration.ofSeconds(120)).until(started::isUp);
    started.execute(
        "create user '" + USER + "'@'%' identified by '" + PASSWORD + "'",
        "grant all on *.* to '" + USER + "'@'%' with grant option");
    return started;
  }

  private static List<String> with(List<String> common, String... more) {
    return Stream.concat(common.stream(), Stream.of(more)).toList();
  }

  @Override
  public void createDatabase(String name) {
    execute("create database `" + name + "` character set utf8mb4");
  }

  @Override
  public String jdbcUrl(String database) {
    return "jdbc:mysql://127.0.0.1:" + port + "/" + database;
  }

  /** For MariaDB's driver, which gets the server's key from it where nothing is encrypted. */
  public String urlOfMariaDb(String database) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?allowPublicKeyRetrieval=true";
  }

  @Override
  public DataSource source(String database) {
    return source(database, USER, PASSWORD);
  }

  private DataSource source(String database, String user, String password) {
    MysqlDataSource source = new MysqlDataSource();
    source.setUrl(jdbcUrl(database));
    source.setUser(user);
    source.setPassword(password);
    return source;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public DjangoSchemas schema() {
    return DjangoSchemas.MYSQL;
  }

  @Override
  public String uuidType() {
    return "char(32)";
  }

  /** As the server's root. */
  public void execute(String... statements) {
    new Sql(this::root).execute(statements);
  }

  private Connection root() throws SQLException {
    return source("", "root", "").getConnection();
  }

  private boolean isUp() {
    if (!process.isAlive()) {
      throw new IllegalStateException("MySQL has ended");
    }
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

  private static Optional<Path> program() {
    String named = System.getProperty(PROGRAM);
    Optional<Path> program =
        named == null
            ? new MySqlArchive(ProjectFiles.ofTheBuild().work()).program()
            : Optional.of(named).filter(path -> !path.isEmpty()).map(Path::of);
    return program.filter(MySqlServer::runs);
  }

  private static boolean runs(Path program) {
    try {
      Path said = Files.createTempFile("mysql", ".txt");
      try {
        return Files.isExecutable(program)
            && DatabaseProcess.status(said, List.of(program.toString(), "--version")) == 0;
      } finally {
        Files.delete(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
