package io.authservice.keycloak.authority;

import java.util.Optional;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * What clients may do to users in their own name: what the roles say by which Keycloak's Admin API
 * lets them in. The roles are looked at anew for every request.
 */
public final class ServiceAccounts {

  private final ManagementRoles roles;

  public ServiceAccounts(RealmModel realm) {
    this.roles = new ManagementRoles(realm);
  }

  /**
   * The standing of a service account; empty if it has none, or the user is no service account.
   *
   * @param client the one that its token was issued to
   */
  public Optional<Standing> standing(UserModel user, ClientModel client) {
    if (!isServiceAccount(user)) {
      return Optional.empty();
    }
    if (gives(AdminRoles.REALM_ADMIN, user, client)) {
      return Optional.of(Standing.SUPERUSER);
    }
    if (gives(AdminRoles.MANAGE_USERS, user, client)) {
      return Optional.of(Standing.STAFF);
    }
    return gives(AdminRoles.VIEW_USERS, user, client)
        ? Optional.of(Standing.VIEWER)
        : Optional.empty();
  }

  private boolean gives(String name, UserModel user, ClientModel client) {
    return roles.named(name).anyMatch(role -> gives(role, user, client));
  }

  static boolean isServiceAccount(UserModel user) {
    return user.getServiceAccountClientLink() != null;
  }

  /** As Keycloak's {@code AdminAuth} has it: held by the one, and in the scope of the other. */
  static boolean gives(RoleModel role, UserModel user, ClientModel client) {
    return user.hasRole(role) && client.hasScope(role);
  }
}
