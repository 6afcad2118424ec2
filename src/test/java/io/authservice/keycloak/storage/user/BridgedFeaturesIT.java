package io.authservice.keycloak.storage.user;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.WithBridgedKeycloak;

/** With users in the database of a Django service. */
@WithBridgedKeycloak
class BridgedFeaturesIT extends FeaturesContract {

  BridgedFeaturesIT(BridgedKeycloak server) {
    super(server.realm(server.settings(server.database())));
  }
}
