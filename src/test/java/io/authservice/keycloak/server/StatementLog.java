package io.authservice.keycloak.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements PostgreSQL was sent, from its log in the format {@code jsonlog}.
 *
 * <p>The log is written by a process of its own, some time after a statement is run. A mark is
 * itself a statement, and is waited for: what was run before it stands before it.
 */
public final class StatementLog {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern MESSAGE =
      Pattern.compile("(?:statement|execute (?!fetch from )[^:]+): (.*)", Pattern.DOTALL);
  private static final Pattern FETCH =
      Pattern.compile("execute fetch from [^:]+: (.*)", Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EmbeddedPostgresServer server;
  private final String database;
  private final Path log;

  StatementLog(EmbeddedPostgresServer server, String database, Path log) {
    this.server = server;
    this.database = database;
    this.log = log;
  }

  /** A moment in the log. */
  public record Mark(String statement) {}

  public Mark mark() {
    String statement = "select 'mark " + UUID.randomUUID() + "'";
    // The driver's own statements for a new connection count too, so it is another database's.
    try (Connection connection = server.connect("template1");
        Statement query = connection.createStatement()) {
      query.execute(statement);
    } catch (SQLException e) {
      throw new ServerException("cannot mark the log", e);
    }
    Instant end = Instant.now().plus(TIMEOUT);
    while (!text().contains(statement)) {
      if (Instant.now().isAfter(end)) {
        throw new ServerException("the mark does not appear in " + log);
      }
      pause();
    }
    return new Mark(statement);
  }

  /**
   * The texts of the statements run since then, in the order they began, with those for
   * transactions.
   */
  public List<String> since(Mark mark) {
    return since(mark, MESSAGE);
  }

  /** The statements since then of which further rows were fetched, once for each time. */
  public List<String> fetchesSince(Mark mark) {
    return since(mark, FETCH);
  }

  private List<String> since(Mark mark, Pattern pattern) {
    String end = mark().statement();
    return text()
        .lines()
        .dropWhile(line -> !line.contains(mark.statement()))
        .skip(1)
        .takeWhile(line -> !line.contains(end))
        .map(line -> statement(line, database, pattern))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Empty for lines about anything but statements, or about another database. */
  static Optional<String> statement(String line, String database) {
    return statement(line, database, MESSAGE);
  }

  private static Optional<String> statement(String line, String database, Pattern pattern) {
    try {
      JsonNode entry = JSON.readTree(line);
      Matcher message = pattern.matcher(entry.path("message").asText());
      return entry.path("dbname").asText().equals(database) && message.matches()
          ? Optional.of(message.group(1))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("not a line of the format jsonlog: " + line, e);
    }
  }

  private String text() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while waiting for the log", e);
    }
  }
}
