package io.authservice.keycloak.storage.user;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.BridgedRealm;

/** To users in Keycloak's own database. */
@WithTestServer
class GivenIT extends GivenContract {

  GivenIT(TestServer server) {
    super(BridgedRealm.own(server.baseUrl()));
  }
}
