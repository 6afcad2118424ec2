package io.authservice.keycloak.testing;

import io.authservice.keycloak.server.Executables;
import io.authservice.keycloak.server.Ports;
import io.authservice.keycloak.server.Sql;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the machine's own, as Debian's {@code postgresql} installs it, with the
 * programs of operators that the embedded one comes without.
 */
public final class InstalledPostgres implements AutoCloseable {

  public static final String USER = "postgres";

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  private final Path directory;
  private final int port;

  private InstalledPostgres(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /** The server, and on the path the programs that operators type. */
  public static boolean isInstalled() {
    return Stream.of("pg_dump", "pg_restore", "createdb", "dropdb", "psql")
            .allMatch(name -> Executables.onThePath().find(name).isPresent())
        && server().find("initdb").isPresent()
        && server().find("pg_ctl").isPresent();
  }

  /**
   * Starts one that trusts everybody on this machine.
   *
   * @param directory empty; where the data go
   */
  public static InstalledPostgres start(Path directory) {
    InstalledPostgres server = new InstalledPostgres(directory, Ports.free());
    server.run("initdb", "-D", server.data(), "-U", USER, "-A", "trust", "--no-sync");
    server.start();
    return server;
  }

  /** Starts it again after {@link #stop}, with what is then in its directory. */
  public void start() {
    run(
        "pg_ctl",
        "-D",
        data(),
        "-l",
        directory.resolve("postgres.log").toString(),
        "-o",
        "-p " + port + " -h 127.0.0.1 -c unix_socket_directories=",
        "-w",
        "start");
  }

  /** Adds lines to its configuration, and starts it again. */
  public void configure(String settings) {
    stop();
    try {
      Files.writeString(
          Path.of(data(), "postgresql.conf"), "\n" + settings, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  /** For programs of PostgreSQL's: where the server and its data are, and who they are. */
  public Map<String, String> environment() {
    return Map.of(
        "PGHOST", "127.0.0.1", "PGPORT", Integer.toString(port), "PGUSER", USER, "PGDATA", data());
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** As the server's administrator. */
  public void execute(String... statements) {
    sql().execute(statements);
  }

  /** The rows, each as its columns' texts joined by a bar. */
  public List<String> select(String query) {
    return sql().select(query);
  }

  @Override
  public void close() {
    stop();
  }

  /** The data stay. */
  public void stop() {
    run("pg_ctl", "-D", data(), "-m", "fast", "-w", "stop");
  }

  private Sql sql() {
    return new Sql(() -> DriverManager.getConnection(jdbcUrl(USER), USER, ""));
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  /** Where Debian lays the server's programs, the newest first. */
  private static Executables server() {
    if (!Files.isDirectory(VERSIONS)) {
      return new Executables("");
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return new Executables(
          versions
              .sorted(Comparator.reverseOrder())
              .map(version -> version.resolve("bin").toString())
              .collect(Collectors.joining(File.pathSeparator)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL does not run as root, but believes that it does not.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(server().find(program).orElseThrow().toString());
    command.addAll(List.of(arguments));
    try {
      int status =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve(program + ".output").toFile())
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException(command + " ended with status " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
