package io.authservice.keycloak.attack;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.WithBridgedKeycloak;

/** On users in the database of a Django service. */
@WithBridgedKeycloak
class BridgedEmailDoorsIT extends EmailDoorsContract {

  BridgedEmailDoorsIT(BridgedKeycloak server) {
    super(
        server.baseUrl(),
        new Stage(server.baseUrl(), server.realm(server.settings(server.database())).name()));
  }
}
