package io.authservice.keycloak.attack;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;

/** On users in Keycloak's own database. */
@WithTestServer
class BrokeringIT extends BrokeringContract {

  BrokeringIT(TestServer server) {
    super(server.baseUrl(), new Stage(server.baseUrl(), server.realm()));
  }
}
