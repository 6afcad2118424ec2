package io.authservice.keycloak.testing;

import io.authservice.keycloak.server.SharedServerExtension;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The server of {@link WithBridgedKeycloak}. */
final class BridgedKeycloakExtension extends SharedServerExtension<BridgedKeycloak> {

  BridgedKeycloakExtension() {
    super(BridgedKeycloak.class);
  }

  @Override
  protected BridgedKeycloak start(String name) {
    return BridgedKeycloak.start(name);
  }

  @Override
  protected String name(ExtensionContext context) {
    return "bridge";
  }
}
