package io.authservice.keycloak.storage;

import io.authservice.keycloak.account.Account;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/**
 * Keeps staff, and clients with the rights of staff, from rising to superuser by whatever door:
 * with the role to manage users an administrator could otherwise set the flag on itself, or a
 * superuser's password.
 *
 * <p>Acts only on requests made with a bearer token (the admin and account APIs and ours). Flows in
 * which a user proves itself, such as resetting its own password, and the server's own work have
 * none.
 */
final class PrivilegeGuard {

  private final KeycloakSession session;
  private final RealmModel realm;

  PrivilegeGuard(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /**
   * Only a superuser or a realm administrator changes a superuser, other than itself.
   *
   * @throws NotPermittedException if the bearer may not
   */
  void requireMayChange(Account target, String targetId) {
    if (!mayChange(target.superuser(), targetId)) {
      throw new NotPermittedException("Only superusers change superusers");
    }
  }

  /** Whether the bearer may change a user, who is a superuser or not. */
  boolean mayChange(boolean superuser, String targetId) {
    return !superuser || mayDoAll() || isBearer(targetId);
  }

  /**
   * Only a realm administrator makes superusers.
   *
   * @throws NotPermittedException if the bearer may not
   */
  void requireMaySetSuperuser() {
    if (!mayDoAll()) {
      throw new NotPermittedException("Only superusers make superusers");
    }
  }

  private boolean isBearer(String userId) {
    UserModel bearer = bearer();
    return bearer != null && userId.equals(bearer.getId());
  }

  /**
   * A group may carry what its members may not take for themselves.
   *
   * @throws NotPermittedException if the bearer may not
   */
  void requireMayJoin(GroupModel group) {
    if (!mayDoAll() && session.getContext().getPermissions().isAdminGroup(group)) {
      throw new NotPermittedException("Only superusers give administrative groups");
    }
  }

  /** Whether the bearer administers the realm, or the request has no bearer at all. */
  boolean mayDoAll() {
    if (!(session.getContext().getBearerToken() instanceof AccessToken)) {
      return true;
    }
    UserModel bearer = bearer();
    return bearer != null && administratingRoles().anyMatch(role -> gives(role, bearer));
  }

  private @Nullable UserModel bearer() {
    return session.getContext().getBearerToken() instanceof AccessToken
        ? session.getContext().getUser()
        : null;
  }

  private Stream<RoleModel> administratingRoles() {
    ClientModel fromMaster = realm.getMasterAdminClient();
    return Stream.concat(
        new ManagementRoles(realm).named(AdminRoles.REALM_ADMIN),
        fromMaster == null
            ? Stream.empty()
            : Stream.ofNullable(fromMaster.getRole(AdminRoles.MANAGE_REALM)));
  }

  /** A superuser is one by whatever client it comes; a client only as far as its scope reaches. */
  private boolean gives(RoleModel role, UserModel bearer) {
    if (!ServiceAccounts.isServiceAccount(bearer)) {
      return bearer.hasRole(role);
    }
    ClientModel client = session.getContext().getClient();
    return client != null && ServiceAccounts.gives(role, bearer, client);
  }
}
