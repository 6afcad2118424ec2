package io.authservice.keycloak.admin.status;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What administrators are told of a realm whose users are in a Django database. */
@WithBridgedKeycloak
class BridgedStatusIT {

  private final BridgedKeycloak server;

  BridgedStatusIT(BridgedKeycloak server) {
    this.server = server;
  }

  @Test
  void tellsOfTheBridge() {
    BridgedRealm realm = server.realm(server.settings(server.database()));

    await()
        .untilAsserted(
            () ->
                server
                    .asMaster()
                    .get(realm.admin("/auth-service/status"))
                    .then()
                    .statusCode(200)
                    .body("realm.serves", equalTo(true))
                    .body("databases.size()", equalTo(1))
                    .body("databases[0].component", equalTo(realm.componentId()))
                    .body("databases[0].bridged", equalTo(true))
                    .body("databases[0].reachable", equalTo(true))
                    .body("databases[0].missing_indexes", equalTo(List.of())));
  }
}
