package io.authservice.keycloak.admin.exchange;

import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.wire.error.ApiException;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * What the bearer of an Admin API request may do, by the roles Keycloak's own resources ask for.
 */
public final class AdminAccess {

  private final RealmModel realm;
  private final AdminPermissionEvaluator permissions;
  private final Authority authority;
  private final RealmAccounts accounts;

  public AdminAccess(
      RealmModel realm,
      AdminPermissionEvaluator permissions,
      Authority authority,
      RealmAccounts accounts) {
    this.realm = realm;
    this.permissions = permissions;
    this.authority = authority;
    this.accounts = accounts;
  }

  public AdminAuth bearer() {
    return permissions.adminAuth();
  }

  /**
   * Who administers the realm, by a client whose scope reaches as far.
   *
   * @throws ApiException 403
   */
  public void requireRealmAdministrator() {
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
   * Who sees the realm's settings.
   *
   * @throws ApiException 403
   */
  public void requireMayViewRealm() {
    if (!permissions.realm().canViewRealm()) {
      throw ApiException.permissionDenied();
    }
  }

  /**
   * Who sees users, in Keycloak's eyes or as staff.
   *
   * @throws ApiException 403
   */
  public void requireMayViewUsers() {
    if (!permissions.users().canView() && !authority.isStaffFor(AdminRoles.VIEW_USERS)) {
      throw ApiException.permissionDenied();
    }
  }

  /** Whether the bearer manages users, as far as each of them lets it. */
  public boolean mayManageUsers() {
    return permissions.users().canManage() || authority.isStaffFor(AdminRoles.MANAGE_USERS);
  }

  /**
   * Who makes users, and changes those who hold no more.
   *
   * @throws ApiException 403
   */
  public void requireMayManageUsers() {
    if (!mayManageUsers()) {
      throw ApiException.permissionDenied();
    }
  }

  /** Whether the bearer may change this user. */
  public boolean mayChange(UserModel user) {
    return mayManageUsers() && accounts.mayChange(user);
  }

  /**
   * Who changes this user: whoever manages users and holds no less.
   *
   * @throws ApiException 403
   */
  public void requireMayChange(UserModel user) {
    if (!mayChange(user)) {
      throw ApiException.permissionDenied();
    }
  }

  /** Whether Keycloak's own console serves the bearer. */
  public boolean mayUseConsole() {
    return permissions.users().canView();
  }

  /** Whether the bearer administers the realm, as superusers do. */
  public boolean administersRealm() {
    return authority.administersRealm();
  }

  /**
   * Who gives groups and permissions: whoever manages users and is no mere staff.
   *
   * @return the groups, to be changed
   * @throws ApiException 403, also where the users' database is only read
   */
  public RealmGroups requireMayGrant(RealmGroups groups) {
    if (!mayGrant(groups)) {
      throw ApiException.permissionDenied();
    }
    if (!groups.isWritable()) {
      throw ApiException.readOnly();
    }
    return groups;
  }

  /** Whether the bearer gives groups and permissions where they can be written. */
  public boolean mayGrant(RealmGroups groups) {
    return mayManageUsers() && groups.mayBeChangedByBearer();
  }
}
