package io.authservice.keycloak.authority;

import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** The roles by which a realm's own users and clients administer it. */
public final class ManagementRoles {

  private final RealmModel realm;

  public ManagementRoles(RealmModel realm) {
    this.realm = realm;
  }

  /** The master realm administers itself through other clients and has no such role. */
  public Stream<RoleModel> named(String name) {
    ClientModel management = realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
    return management == null ? Stream.empty() : Stream.ofNullable(management.getRole(name));
  }
}
