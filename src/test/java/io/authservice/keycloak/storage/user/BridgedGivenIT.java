package io.authservice.keycloak.storage.user;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.WithBridgedKeycloak;

/** To users in the database of a Django service. */
@WithBridgedKeycloak
class BridgedGivenIT extends GivenContract {

  BridgedGivenIT(BridgedKeycloak server) {
    super(server.realm(server.settings(server.database())));
  }
}
