package io.authservice.keycloak.api.users;

import io.authservice.keycloak.server.ServerClient;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.BridgedRealm;

/** On users in Keycloak's own database. */
@WithTestServer
class RealmRulesIT extends RealmRulesContract {

  RealmRulesIT(TestServer server) {
    super(
        server.baseUrl(),
        new BridgedRealm(
            new ServerClient(server.baseUrl()), server.realm(), "auth-service-users-001"));
  }
}
