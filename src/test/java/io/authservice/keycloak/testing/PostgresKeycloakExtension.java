package io.authservice.keycloak.testing;

import io.authservice.keycloak.server.SharedServerExtension;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The server of {@link WithPostgresKeycloak}. */
final class PostgresKeycloakExtension extends SharedServerExtension<PostgresKeycloak> {

  PostgresKeycloakExtension() {
    super(PostgresKeycloak.class);
  }

  @Override
  protected PostgresKeycloak start(String name) {
    return PostgresKeycloak.start(name);
  }

  @Override
  protected String name(ExtensionContext context) {
    return "postgres";
  }
}
