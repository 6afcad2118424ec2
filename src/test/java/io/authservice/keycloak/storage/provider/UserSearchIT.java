package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.BridgedRealm;

/** Among users in Keycloak's own database. */
@WithTestServer
class UserSearchIT extends UserSearchContract {

  UserSearchIT(TestServer server) {
    super(BridgedRealm.own(server.baseUrl()));
  }
}
