package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.ServerContents;
import java.sql.Connection;
import java.sql.SQLException;

/** A PostgreSQL server on this machine. */
final class PostgresDatabase extends BenchDatabase {

  private static final String DATABASE = "keycloak";

  private final EmbeddedPostgresServer postgres;

  PostgresDatabase() {
    super("postgres", ServerContents.POSTGRES_OPTIONS);
    postgres = EmbeddedPostgresServer.start(directory());
    postgres.createDatabase(DATABASE);
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
