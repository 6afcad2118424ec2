package io.authservice.keycloak.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server on this machine. It can crash and come back on the same port with the same
 * data, and writes down every statement it is sent.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {
  public static final String USER = "postgres";

  private static final String LOG = "statements";

  private final Path directory;
  private final int port;
  private @Nullable EmbeddedPostgres running;

  private EmbeddedPostgresServer(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /**
   * @param directory where the data and the log go; must not contain a space
   */
  public static EmbeddedPostgresServer start(Path directory) {
    EmbeddedPostgresServer server =
        new EmbeddedPostgresServer(directory.toAbsolutePath(), Ports.free());
    server.start();
    return server;
  }

  /** Starts it again after {@link #crash} or {@link #close}. */
  public void start() {
    if (running != null) {
      throw new IllegalStateException("already started");
    }
    if (System.getProperty("user.name").equals("root") && !LinuxUtils.isUnshareAvailable()) {
      throw new ServerException(
          "PostgreSQL does not run as root, and there is no unshare to make it believe that it is"
              + " not: run the tests as another user, or install util-linux");
    }
    try {
      running =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(directory.resolve("data"))
              .setCleanDataDirectory(false)
              .setPGStartupWait(Duration.ofSeconds(60))
              // Letter case beyond ASCII, whatever locales this machine has.
              .setLocaleConfig("locale", "C")
              .setLocaleConfig("locale-provider", "builtin")
              .setLocaleConfig("builtin-locale", "C.UTF-8")
              // What was committed must survive a crash.
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("log_statement", "all")
              .setServerConfig("logging_collector", "on")
              .setServerConfig("log_destination", "jsonlog")
              .setServerConfig("log_directory", directory.toString())
              .setServerConfig("log_filename", LOG + ".log")
              .setServerConfig("log_rotation_size", "0")
              .setServerConfig("log_rotation_age", "0")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL", e);
    }
  }

  public boolean isRunning() {
    return running != null;
  }

  public int port() {
    return port;
  }

  /** For {@link #USER}, whom the server trusts without a password. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://localhost:" + port + "/" + database;
  }

  public Connection connect(String database) throws SQLException {
    return instance().getDatabase(USER, database).getConnection();
  }

  public void createDatabase(String name) {
    try (Connection connection = connect(USER);
        Statement statement = connection.createStatement()) {
      statement.execute("create database \"" + name + "\"");
    } catch (SQLException e) {
      throw new ServerException("cannot create the database " + name, e);
    }
  }

  /** The statements sent to one database. */
  public StatementLog statements(String database) {
    return new StatementLog(this, database, directory.resolve(LOG + ".json"));
  }

  /** Ends all its processes at once, without a word to the clients. */
  public void crash() {
    EmbeddedPostgres instance = instance();
    processes().kill();
    try {
      // Nothing is left to stop, but the lock on the data directory must go.
      instance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    running = null;
  }

  /** Stops all its processes where they are: connections stay open, and nothing answers. */
  public void freeze() {
    signal("STOP");
  }

  /** Lets it go on after {@link #freeze}. */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    // The first is the one that starts the others: once it has stopped, they are all.
    Signals.send(name, processes().processes().get(0));
    processes().processes().stream().skip(1).forEach(process -> Signals.send(name, process));
  }

  private ProcessTree processes() {
    try {
      String pid =
          Files.readAllLines(directory.resolve("data").resolve("postmaster.pid")).get(0).strip();
      return ProcessHandle.of(Long.parseLong(pid))
          .map(ProcessTree::of)
          .orElseThrow(() -> new ServerException("PostgreSQL does not run"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it in an orderly way. The data stay. */
  @Override
  public void close() {
    if (running == null) {
      return;
    }
    try {
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    running = null;
  }

  private EmbeddedPostgres instance() {
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }
}
