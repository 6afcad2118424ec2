package io.authservice.keycloak.storage.user;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.BridgedRealm;

/** With users in Keycloak's own database. */
@WithTestServer
class FeaturesIT extends FeaturesContract {

  FeaturesIT(TestServer server) {
    super(BridgedRealm.own(server.baseUrl()));
  }
}
