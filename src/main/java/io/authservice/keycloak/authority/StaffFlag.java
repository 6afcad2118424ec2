package io.authservice.keycloak.authority;

import org.keycloak.component.ComponentModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;

/**
 * What being staff gives a user, whether or not Keycloak sees its roles ({@link StaffConsole}). The
 * flag is authority for the users of our storage alone: those of others may have attributes of any
 * name.
 */
final class StaffFlag {

  private StaffFlag() {}

  /** Whether the user has the role by the flag, in the realm that the role administers. */
  static boolean gives(RoleModel role, UserModel user) {
    return role.getContainer() instanceof ClientModel client
        && FlagRoles.staff(new ManagementRoles(client.getRealm())).anyMatch(role::equals)
        && isOurs(client.getRealm(), user)
        && Boolean.parseBoolean(user.getFirstAttribute(FlagNames.IS_STAFF));
  }

  private static boolean isOurs(RealmModel realm, UserModel user) {
    String storage = StorageId.providerId(user.getId());
    ComponentModel component = storage == null ? null : realm.getComponent(storage);
    return component != null && FlagNames.STORAGE.equals(component.getProviderId());
  }
}
