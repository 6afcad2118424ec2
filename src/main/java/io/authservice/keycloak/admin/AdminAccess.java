package io.authservice.keycloak.admin;

import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.wire.error.ApiException;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * What the bearer of an Admin API request may do, by the roles Keycloak's own resources ask for.
 */
final class AdminAccess {

  private final RealmModel realm;
  private final AdminPermissionEvaluator permissions;
  private final Authority authority;

  AdminAccess(RealmModel realm, AdminPermissionEvaluator permissions, Authority authority) {
    this.realm = realm;
    this.permissions = permissions;
    this.authority = authority;
  }

  AdminAuth bearer() {
    return permissions.adminAuth();
  }

  /**
   * Who administers the realm, by a client whose scope reaches as far.
   *
   * @throws ApiException 403
   */
  void requireRealmAdministrator() {
    AdminAuth bearer = bearer();
    boolean own = bearer.getRealm().equals(realm);
    ClientModel management =
        own
            ? realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID)
            : realm.getMasterAdminClient();
    String role = own ? AdminRoles.REALM_ADMIN : AdminRoles.MANAGE_REALM;
    if (!authority.administersRealm()
        || management == null
        || !bearer.hasAppRole(management, role)) {
      throw ApiException.permissionDenied();
    }
  }

  /**
   * Who sees users, in Keycloak's eyes or as staff.
   *
   * @throws ApiException 403
   */
  void requireMayViewUsers() {
    if (!permissions.users().canView() && !authority.isStaffFor(AdminRoles.VIEW_USERS)) {
      throw ApiException.permissionDenied();
    }
  }

  /**
   * Who gives groups and permissions: whoever manages users and is no mere staff.
   *
   * @return the groups, to be changed
   * @throws ApiException 403, also where the users' database is only read
   */
  RealmGroups requireMayGrant(RealmGroups groups) {
    if (!mayGrant(groups)) {
      throw ApiException.permissionDenied();
    }
    if (!groups.isWritable()) {
      throw ApiException.readOnly();
    }
    return groups;
  }

  /** Whether the bearer gives groups and permissions where they can be written. */
  boolean mayGrant(RealmGroups groups) {
    return permissions.users().canManage() && groups.mayBeChangedByBearer();
  }
}
