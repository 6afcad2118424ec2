package io.authservice.keycloak.storage.user;

import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.storage.remains.UserBinding;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.RoleModel;

/**
 * What a user was given, roles, groups and required actions: given and taken only as the authority
 * room has it.
 */
abstract class GuardedUser extends FederatedUser {

  private final Authority authority;
  private final FederatedRows rows;
  private @Nullable Set<RoleModel> administrativeRoles;

  GuardedUser(
      KeycloakSession session,
      RealmModel realm,
      ComponentModel component,
      long accountId,
      Authority authority,
      FederatedRows rows,
      UserBinding bonds) {
    super(session, realm, component, accountId, bonds);
    this.authority = authority;
    this.rows = rows;
  }

  /**
   * Refuses those who may not change this user, nor remove it.
   *
   * @throws io.authservice.keycloak.authority.NotPermittedException if the bearer may not
   */
  @Override
  final void requireMayChange() {
    authority.requireMayChange(getId(), this::administrativeRoles);
  }

  /**
   * The authority that the user holds, by its flags, by roles and by groups, read in one statement.
   * What everyone has by the realm's defaults is left out.
   */
  public final Set<RoleModel> administrativeRoles() {
    Set<RoleModel> known = administrativeRoles;
    if (known == null) {
      settle();
      FederatedRows.Given given = rows.given(getId());
      known =
          authority.administrative(
              Stream.concat(
                  getRoleMappingsInternal().stream(),
                  given.roleIds().stream().map(realm::getRoleById).filter(Objects::nonNull)),
              given.groupIds().stream().map(realm::getGroupById).filter(Objects::nonNull));
      administrativeRoles = known;
    }
    return known;
  }

  /** The user's flags have changed, and with them what it may do. */
  final void forgetAuthority() {
    administrativeRoles = null;
  }

  @Override
  public void grantRole(RoleModel role) {
    requireMayChange();
    if (authority.gives(role)) {
      super.grantRole(role);
      administrativeRoles = null;
    }
  }

  @Override
  public void deleteRoleMapping(RoleModel role) {
    requireMayChange();
    super.deleteRoleMapping(role);
    administrativeRoles = null;
  }

  @Override
  public void joinGroup(GroupModel group) {
    requireMayChange();
    if (authority.gives(group)) {
      super.joinGroup(group);
      administrativeRoles = null;
    }
  }

  @Override
  public void leaveGroup(GroupModel group) {
    requireMayChange();
    super.leaveGroup(group);
    administrativeRoles = null;
  }

  /** As Keycloak gives its own new users; whoever may add a user need not be able to change it. */
  final void giveDefaultActions() {
    List<String> actions =
        realm
            .getRequiredActionProvidersStream()
            .filter(action -> action.isEnabled() && action.isDefaultAction())
            .map(RequiredActionProviderModel::getAlias)
            .toList();
    if (!actions.isEmpty()) {
      actions.forEach(super::addRequiredAction);
      forgetFederated();
    }
  }

  @Override
  public void addRequiredAction(String action) {
    requireMayChange();
    super.addRequiredAction(action);
    forgetFederated();
  }

  @Override
  public void addRequiredAction(RequiredAction action) {
    addRequiredAction(action.name());
  }

  @Override
  public void removeRequiredAction(String action) {
    requireMayChange();
    super.removeRequiredAction(action);
    forgetFederated();
  }

  @Override
  public void removeRequiredAction(RequiredAction action) {
    removeRequiredAction(action.name());
  }
}
