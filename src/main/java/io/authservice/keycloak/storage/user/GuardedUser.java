package io.authservice.keycloak.storage.user;

import static io.authservice.keycloak.logging.UserLog.LOG;

import io.authservice.keycloak.account.key.UserId;
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
import org.keycloak.models.ModelValidationException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.RoleModel;

/**
 * What a user was given, roles, groups and required actions: given and taken only as the authority
 * room has it.
 */
abstract class GuardedUser extends FederatedUser {

  private static final String OF_ORGANIZATIONS =
      "Organizations have no members from this storage: Keycloak lists users of its own alone";
  private static final String OF_OTHERS =
      "The role comes from the default role of the realm or from a flag of the user";
  private static final String OF_EVERYONE =
      "Everyone is in the group: it is a default group of the realm";

  private final Authority authority;
  private final FederatedRows rows;
  private @Nullable Set<RoleModel> administrativeRoles;

  GuardedUser(
      KeycloakSession session,
      RealmModel realm,
      ComponentModel component,
      UserId accountId,
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
      FederatedRows.Given given = given();
      known =
          authority.administrative(
              Stream.concat(
                  rolesOfFlags().stream(),
                  given.roleIds().stream().map(realm::getRoleById).filter(Objects::nonNull)),
              given.groupIds().stream().map(realm::getGroupById).filter(Objects::nonNull));
      administrativeRoles = known;
    }
    return known;
  }

  /** What the user's flags stand for, whether or not Keycloak sees it. */
  abstract Set<RoleModel> rolesOfFlags();

  /** The user's flags have changed, and with them what it may do. */
  final void forgetAuthority() {
    administrativeRoles = null;
  }

  /**
   * Given twice it is as given once: mappers of identity providers give at every login. What comes
   * of a flag is kept beside it, and outlasts it.
   */
  @Override
  public void grantRole(RoleModel role) {
    requireMayChange();
    if (authority.gives(role) && !given().roleIds().contains(role.getId())) {
      getFederatedStorage().grantRole(realm, getId(), role);
      administrativeRoles = null;
    }
  }

  /**
   * Takes a role that was given.
   *
   * @throws ModelValidationException if somebody asks to take one that was not: it stays
   */
  @Override
  public void deleteRoleMapping(RoleModel role) {
    requireMayChange();
    requireGiven(hasDirectRole(role) && !given().roleIds().contains(role.getId()), OF_OTHERS);
    super.deleteRoleMapping(role);
    administrativeRoles = null;
  }

  /**
   * The realm's default role is everyone's, and what it is composed of is inherited from it: so
   * Keycloak has it for users of its own.
   */
  @Override
  public Stream<RoleModel> getRoleMappingsStream() {
    return Stream.of(
            getFederatedRoleMappingsStream(),
            Stream.of(realm.getDefaultRole()),
            getRoleMappingsInternal().stream())
        .flatMap(roles -> roles)
        .distinct();
  }

  @Override
  public void joinGroup(GroupModel group) {
    requireMayChange();
    if (group.getType() == GroupModel.Type.ORGANIZATION) {
      refuseMembership();
      return;
    }
    if (authority.gives(group) && !given().groupIds().contains(group.getId())) {
      super.joinGroup(group);
      administrativeRoles = null;
    }
  }

  /**
   * Leaves a group that was joined.
   *
   * @throws ModelValidationException if somebody asks to leave one that everyone is in
   */
  @Override
  public void leaveGroup(GroupModel group) {
    requireMayChange();
    requireGiven(
        realm.getDefaultGroupsStream().anyMatch(group::equals)
            && !given().groupIds().contains(group.getId()),
        OF_EVERYONE);
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
  public Stream<GroupModel> getGroupsStream() {
    return super.getGroupsStream().distinct();
  }

  /** Whom an organization's list does not show, nobody would know to hold what its members hold. */
  private void refuseMembership() {
    if (!authority.isNobodysAct()) {
      throw new ModelValidationException(OF_ORGANIZATIONS);
    }
    LOG.noMember(getId(), OF_ORGANIZATIONS);
  }

  /** A login must not fail of what its mappers take that was never given. */
  private void requireGiven(boolean heldOtherwise, String refusal) {
    if (heldOtherwise && !authority.isNobodysAct()) {
      throw new ModelValidationException(refusal);
    }
  }

  private FederatedRows.Given given() {
    settle();
    return rows.given(getId());
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
