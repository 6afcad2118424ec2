package io.authservice.keycloak.migration;

import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports beside another realm of the server, whose users are in Keycloak's own tables. */
@WithBridgedKeycloak
class BridgedImportIT {

  private static final String IMPORT = "/auth-service/import";

  private final BridgedKeycloak server;

  BridgedImportIT(BridgedKeycloak server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"?source=database", "?source=database&dry-run=true", ""})
  void noBridgedRealmWritesIntoTheTablesOfAnother(String query) {
    DjangoRows django = server.database();
    django.user("boss", true);
    BridgedRealm realm = server.realm(server.settings(django));

    server
        .asMaster()
        .body("[]")
        .post(realm.admin(IMPORT + query))
        .then()
        .statusCode(409)
        .body("code", equalTo("in_use"))
        .body(
            "detail",
            equalTo(
                "Another realm of this server keeps its users in the tables that this import would"
                    + " write, or has imported them."));
    server.asMaster().get(realm.admin(IMPORT)).then().statusCode(200).body("size()", equalTo(0));
    realm.remove();
  }

  @Test
  void superusersOfABridgedRealmAreTreatedAlike() {
    DjangoRows django = server.database();
    django.user("boss", true);
    django.user("ada", false);
    BridgedRealm realm = server.realm(server.settings(django));

    for (String[] who : new String[][] {{"boss", "409"}, {"ada", "403"}}) {
      String token =
          server
              .nativeLogin(realm.name(), "admin-cli", who[0], DjangoRows.PASSWORD)
              .then()
              .statusCode(200)
              .extract()
              .path("access_token");
      server
          .as(token)
          .post(realm.admin(IMPORT + "?source=database"))
          .then()
          .statusCode(Integer.parseInt(who[1]));
    }
    realm.remove();
  }
}
