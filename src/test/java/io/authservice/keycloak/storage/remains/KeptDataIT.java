package io.authservice.keycloak.storage.remains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Of users in the database of a Django service. */
@WithBridgedKeycloak
class KeptDataIT extends KeptDataContract {

  private final BridgedKeycloak server;
  private DjangoRows tables;

  KeptDataIT(BridgedKeycloak server) {
    this.server = server;
  }

  @Override
  protected DjangoRows tables() {
    tables = server.database();
    return tables;
  }

  @Override
  protected BridgedRealm realm(DjangoRows tables) {
    return server.realm(server.settings(tables));
  }

  @Override
  protected void end(BridgedRealm realm) {
    realm.remove();
  }

  @Test
  void aRealmThatIsImportedBringsNothingForNewUsers() {
    DjangoRows other = server.database();
    long old = other.user("old", false);
    long moved = other.user("moved", false);
    long young = other.user("young", false);
    other.execute(
        "update users_user set date_joined = now() + interval '1 minute' where id = " + young);
    String name = "realm" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    ObjectNode template = BridgedKeycloak.template(name, server.settings(other));
    template.withObject("/roles").withArray("realm").addObject().put("name", "keeper");
    ArrayNode kept = template.putArray("federatedUsers");
    long joined = Instant.parse("2024-02-29T23:59:59.123456Z").toEpochMilli();
    for (long id : new long[] {old, moved, young}) {
      ObjectNode user = kept.addObject().put("id", "f:" + name + "-s:" + id);
      user.putArray("realmRoles").add("keeper");
      if (id != young) {
        user.putObject("attributes")
            .putArray("auth-service.bond")
            .add(Long.toString(id == old ? joined - 86_400_000 : joined));
      }
    }
    server.asMaster().body(template.toString()).post("/admin/realms").then().statusCode(201);
    BridgedRealm imported = new BridgedRealm(server.client(), name, name + "-s");

    for (long id : new long[] {old, moved, young}) {
      server
          .asMaster()
          .get(imported.admin("/users/" + imported.keycloakId(id) + "/role-mappings/realm"))
          .then()
          .statusCode(200)
          .body("name", id == moved ? hasItem("keeper") : not(hasItem("keeper")));
    }
    imported.remove();
  }

  @Test
  void theLockOutOfAUserWhoIsOnlyReadIsKeptBesideTheRow() {
    realm().configure(Map.of("editMode", "READ_ONLY")).then().statusCode(204);
    List<String> before = tables.select("select * from users_user order by id");

    lockOutAndLetIn();

    assertThat(tables.select("select * from users_user order by id")).isEqualTo(before);
  }
}
