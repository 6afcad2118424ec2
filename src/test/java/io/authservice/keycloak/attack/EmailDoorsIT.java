package io.authservice.keycloak.attack;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;

/** On users in Keycloak's own database. */
@WithTestServer
class EmailDoorsIT extends EmailDoorsContract {

  EmailDoorsIT(TestServer server) {
    super(server.baseUrl(), new Stage(server.baseUrl(), server.realm()));
  }
}
