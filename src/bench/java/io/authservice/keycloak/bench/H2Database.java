package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.ServerContents;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A file that the server opens by itself. */
final class H2Database extends BenchDatabase {

  H2Database() {
    super("h2", ServerContents.H2_OPTIONS);
  }

  @Override
  KeycloakServer.Builder connected(KeycloakServer.Builder server) {
    return server.h2(directory());
  }

  @Override
  Connection connect() throws SQLException {
    // Keycloak's user and password for a database of its own.
    return DriverManager.getConnection(
        "jdbc:h2:file:" + directory().resolve("keycloakdb") + ";NON_KEYWORDS=VALUE",
        "sa",
        "password");
  }

  @Override
  String numbers(int count) {
    return "(select x as n from system_range(1, " + count + "))";
  }

  @Override
  public void close() {}
}
