package io.authservice.keycloak.attack;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.WithBridgedKeycloak;

/** On users in the database of a Django service. */
@WithBridgedKeycloak
class BridgedWorkflowIT extends WorkflowContract {

  BridgedWorkflowIT(BridgedKeycloak server) {
    super(new Stage(server.baseUrl(), server.realm(server.settings(server.database())).name()));
  }
}
