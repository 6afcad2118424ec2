package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.ServerContents;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** A file that the server opens by itself. */
final class H2Database extends BenchDatabase {

  private static final String USER = "sa";
  private static final String PASSWORD = "bench";

  H2Database() {
    super("h2", ServerContents.H2_OPTIONS);
  }

  @Override
  KeycloakServer.Builder connected(KeycloakServer.Builder server) {
    return server
        .h2(directory())
        .environment(Map.of("KC_DB_USERNAME", USER, "KC_DB_PASSWORD", PASSWORD));
  }

  @Override
  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:h2:file:" + directory().resolve("keycloakdb") + ";NON_KEYWORDS=VALUE",
        USER,
        PASSWORD);
  }

  @Override
  String numbers(int count) {
    return "(select x as n from system_range(1, " + count + "))";
  }

  @Override
  String analyze() {
    return "analyze";
  }

  /** It is part of the server's. */
  @Override
  Duration processorTime() {
    return Duration.ZERO;
  }

  @Override
  public void close() {}
}
