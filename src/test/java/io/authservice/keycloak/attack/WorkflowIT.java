package io.authservice.keycloak.attack;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;

/** On users in Keycloak's own database. */
@WithTestServer
class WorkflowIT extends WorkflowContract {

  WorkflowIT(TestServer server) {
    super(new Stage(server.baseUrl(), server.realm()));
  }
}
