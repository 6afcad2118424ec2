package io.authservice.keycloak.storage.remains;

import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Of users in the tables of Keycloak's own database. Only one realm has them. */
@WithPostgresKeycloak
class OwnKeptDataIT extends KeptDataContract {

  private final PostgresKeycloak stack;
  private final Map<String, String> settings = new LinkedHashMap<>();

  OwnKeptDataIT(PostgresKeycloak stack) {
    this.stack = stack;
  }

  @Override
  protected DjangoRows tables() {
    return new DjangoRows("keycloak", stack::connect);
  }

  /** Nobody writes these tables past Keycloak but a test, so that its cache must be off. */
  @Override
  protected BridgedRealm realm(DjangoRows tables) {
    BridgedRealm realm = BridgedRealm.own(stack.keycloak().baseUrl());
    for (String path : List.of("", "/users/profile", "/components/" + realm.componentId())) {
      settings.put(path, realm.server().asMaster().get(realm.admin(path)).asString());
    }
    realm.configure(Map.of("cachePolicy", "NO_CACHE")).then().statusCode(204);
    return realm;
  }

  @Override
  protected void end(BridgedRealm realm) {
    String group = realm.server().asMaster().get(realm.admin("/group-by-path/keepers")).path("id");
    for (String path :
        List.of("/roles/keeper", "/groups/" + group, "/identity-provider/instances/elsewhere")) {
      realm.server().asMaster().delete(realm.admin(path));
    }
    tables().execute("delete from users_user where lower(username) like '" + OURS + "%'");
    settings.forEach(
        (path, body) -> {
          int status = realm.server().asMaster().body(body).put(realm.admin(path)).statusCode();
          if (status / 100 != 2) {
            throw new IllegalStateException("cannot restore " + path + ": " + status);
          }
        });
  }
}
