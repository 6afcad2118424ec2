package io.authservice.keycloak.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tables as Django itself made them: what {@code manage.py migrate} executed for a project with
 * the applications of the old service, see {@code src/test/django/README.md}.
 */
public enum DjangoSchemas {
  POSTGRESQL("postgresql"),
  MARIADB("mariadb"),
  MYSQL("mysql"),
  SQLITE("sqlite");

  private final String name;

  DjangoSchemas(String name) {
    this.name = name;
  }

  public List<String> statements() {
    Path file = Path.of("src/test/django/schema-" + name + ".sql");
    try {
      return Stream.of(Files.readString(file).split(";\n", -1))
          .map(String::strip)
          .filter(statement -> !statement.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same on PostgreSQL for a user model whose key is a {@code UUIDField}. */
  public static List<String> ofUuids() {
    return POSTGRESQL.statements().stream()
        .map(
            sql ->
                sql.replace("\"user_id\" bigint", "\"user_id\" uuid")
                    .replace(
                        "\"users_user\" (\"id\" bigserial NOT NULL PRIMARY KEY",
                        "\"users_user\" (\"id\" uuid DEFAULT gen_random_uuid() NOT NULL PRIMARY"
                            + " KEY"))
        .toList();
  }

  /** Makes the tables in an empty database. */
  public void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements()) {
        statement.execute(sql);
      }
    }
  }
}
