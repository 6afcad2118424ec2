package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.ServerContents;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server on this machine. */
final class PostgresDatabase extends BenchDatabase {

  private static final String DATABASE = "keycloak";

  private final EmbeddedPostgresServer postgres;

  PostgresDatabase() {
    super("postgres", ServerContents.POSTGRES_OPTIONS);
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
  public void close() {
    postgres.close();
  }
}
