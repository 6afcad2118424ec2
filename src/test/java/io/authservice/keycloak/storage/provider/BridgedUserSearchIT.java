package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.WithBridgedKeycloak;

/** Among users in the database of a Django service. */
@WithBridgedKeycloak
class BridgedUserSearchIT extends UserSearchContract {

  BridgedUserSearchIT(BridgedKeycloak server) {
    super(server.realm(server.settings(server.database())));
  }
}
