package io.authservice.keycloak.api.users;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.WithBridgedKeycloak;

/** On users in the database of a Django service. */
@WithBridgedKeycloak
class BridgedRealmRulesIT extends RealmRulesContract {

  BridgedRealmRulesIT(BridgedKeycloak server) {
    super(server.baseUrl(), server.realm(server.settings(server.database())));
  }
}
