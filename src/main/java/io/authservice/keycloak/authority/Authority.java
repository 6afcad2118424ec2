package io.authservice.keycloak.authority;

import static io.authservice.keycloak.logging.RequestLog.LOG;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * What whoever acts may do to a realm's users. Authority only grows by the act of somebody who has
 * it: nobody gives a role, a group or a flag that stands for more than the giver holds, nor changes
 * a user who holds more, be it by its flags, by mappings, by composites or by groups.
 *
 * <p>It is asked where the users are written, whatever the door. A bearer who may not is refused by
 * {@link NotPermittedException}; where nobody has shown a token ({@link Acting.Nobody}), what would
 * be authority is left out and the log says so, for a login must not fail of it.
 */
public final class Authority {

  /** Who manages users sees them: so Keycloak has it, and so must what is given by a flag. */
  private static final Set<String> IMPLIED_BY_MANAGING_USERS =
      Set.of(AdminRoles.VIEW_USERS, AdminRoles.QUERY_USERS, AdminRoles.QUERY_GROUPS);

  private final KeycloakSession session;
  private final RealmModel realm;
  private final ManagementRoles management;
  private final AdministrativeRoles administrative = new AdministrativeRoles();

  public Authority(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.management = new ManagementRoles(realm);
  }

  /**
   * Superusers, holders of {@code realm-admin}, the master realm's administrators of all of this
   * one, and the server itself.
   */
  public boolean administersRealm() {
    Acting acting = acting();
    return acting instanceof Acting.Server
        || (acting instanceof Acting.Bearer bearer && administersRealm(bearer));
  }

  private boolean administersRealm(Acting.Bearer bearer) {
    return management.named(AdminRoles.REALM_ADMIN).anyMatch(bearer::has)
        || administersFromMaster(bearer);
  }

  private boolean administersFromMaster(Acting.Bearer bearer) {
    ClientModel fromMaster = realm.getMasterAdminClient();
    return fromMaster != null
        && Stream.of(AdminRoles.ALL_REALM_ROLES)
            .map(fromMaster::getRole)
            .allMatch(role -> role != null && bearer.has(role));
  }

  /** Whether the bearer manages all users, and so sets {@code is_staff} and {@code is_active}. */
  public boolean managesUsers() {
    Acting acting = acting();
    return acting instanceof Acting.Server
        || (acting instanceof Acting.Bearer bearer && managesUsers(bearer));
  }

  private boolean managesUsers(Acting.Bearer bearer) {
    return administersRealm(bearer) || hasRoleNamed(bearer, AdminRoles.MANAGE_USERS);
  }

  /**
   * Whether the bearer is staff and has come by a client whose scope reaches as far, whether or not
   * Keycloak sees its roles ({@link StaffConsole}).
   *
   * @param name of the realm's management role that the work asks for
   */
  public boolean isStaffFor(String name) {
    return acting() instanceof Acting.Bearer bearer
        && management.named(name).anyMatch(bearer::isStaffFor);
  }

  /** By the role of the realm's management client, or by the one of the master realm for it. */
  private boolean hasRoleNamed(Acting.Bearer bearer, String name) {
    ClientModel fromMaster = realm.getMasterAdminClient();
    return management.named(name).anyMatch(bearer::has)
        || (fromMaster != null
            && Stream.ofNullable(fromMaster.getRole(name)).anyMatch(bearer::has));
  }

  /** Whether whoever acts holds all of these roles, so that it may give or take them. */
  public boolean holds(Set<RoleModel> roles) {
    if (roles.isEmpty()) {
      return true;
    }
    Acting acting = acting();
    return acting instanceof Acting.Server
        || (acting instanceof Acting.Bearer bearer
            && roles.stream().allMatch(role -> holds(bearer, role)));
  }

  private boolean holds(Acting.Bearer bearer, RoleModel role) {
    if (!isOfThisRealm(role)) {
      return bearer.has(role);
    }
    return administersRealm(bearer)
        || hasRoleNamed(bearer, role.getName())
        || (IMPLIED_BY_MANAGING_USERS.contains(role.getName())
            && hasRoleNamed(bearer, AdminRoles.MANAGE_USERS));
  }

  private boolean isOfThisRealm(RoleModel role) {
    return role.getContainer() instanceof ClientModel client
        && client.getRealm().getId().equals(realm.getId())
        && client.getClientId().equals(Constants.REALM_MANAGEMENT_CLIENT_ID);
  }

  /**
   * Whether a user may be changed who holds administrative roles. Oneself always; where nobody has
   * shown a token, the flow has seen to it that the user proved itself.
   *
   * @param held the administrative roles of the user; looked up only if it matters
   */
  public boolean mayChange(String userId, Supplier<Set<RoleModel>> held) {
    Acting acting = acting();
    return !(acting instanceof Acting.Bearer bearer) || bearer.is(userId) || holds(held.get());
  }

  /** Whether a user may be changed of whom no more is known than that it is a superuser. */
  public boolean mayChangeSuperuser(String userId) {
    Acting acting = acting();
    return !(acting instanceof Acting.Bearer bearer)
        || bearer.is(userId)
        || administersRealm(bearer);
  }

  /**
   * Refuses who may not change a user.
   *
   * @throws NotPermittedException if the bearer holds less than the user
   */
  public void requireMayChange(String userId, Supplier<Set<RoleModel>> held) {
    if (!mayChange(userId, held)) {
      throw new NotPermittedException("Only superusers change superusers");
    }
  }

  /**
   * Only a realm administrator gives Django's groups and permissions.
   *
   * @throws NotPermittedException if it is none who acts
   */
  public void requireMayGrant() {
    if (!administersRealm()) {
      throw new NotPermittedException("Only superusers give groups and permissions");
    }
  }

  /**
   * Whether {@code is_superuser} is to be set as asked.
   *
   * @return false if it is to be left as it is
   * @throws NotPermittedException if the bearer is no realm administrator
   */
  public boolean setsSuperuser() {
    return admitted(administersRealm(), "Only superusers make superusers");
  }

  /**
   * Whether {@code is_staff} is to be set as asked.
   *
   * @return false if it is to be left as it is
   * @throws NotPermittedException if the bearer does not manage users
   */
  public boolean setsStaff() {
    return admitted(managesUsers(), "Only who manages users makes staff");
  }

  /**
   * Whether a user is to be switched on or off. Without a token it is switched off alone, as by
   * Keycloak's permanent lock-out.
   *
   * @return false if it is to be left as it is
   * @throws NotPermittedException if the bearer does not manage the user
   */
  public boolean setsActive(UserModel user, boolean active) {
    return admitted(
        (!active && isNobodysAct()) || managesUsers() || manages(user),
        "Only who manages users switches them on and off");
  }

  /**
   * Whether nobody asks for what is done, as for a lock-out: too many wrong passwords bring it
   * about.
   */
  public boolean isNobodysAct() {
    return acting() instanceof Acting.Nobody;
  }

  /** As Keycloak's permissions for single users and groups have it. */
  private boolean manages(UserModel user) {
    return acting() instanceof Acting.Bearer
        && session
            .getContext()
            .getPermissions()
            .hasPermission(
                user, AdminPermissionsSchema.USERS_RESOURCE_TYPE, AdminPermissionsSchema.MANAGE);
  }

  /**
   * Whether a role is to be given, whatever it is composed of.
   *
   * @return false if it is not to be given
   * @throws NotPermittedException if the bearer lacks what the role holds
   */
  public boolean gives(RoleModel role) {
    return admitted(
        holds(administrative.within(Stream.of(role))), "Only superusers give administrative roles");
  }

  /**
   * Whether someone is to join a group, whose roles its members have.
   *
   * @return false if nobody is to join
   * @throws NotPermittedException if the bearer lacks what the group holds
   */
  public boolean gives(GroupModel group) {
    return admitted(holds(administrative.of(group)), "Only superusers give administrative groups");
  }

  /** The administrative ones among roles held directly and those of groups. */
  public Set<RoleModel> administrative(Stream<RoleModel> roles, Stream<GroupModel> groups) {
    return administrative.within(
        Stream.concat(roles, groups.flatMap(AdministrativeRoles::inherited)));
  }

  private boolean admitted(boolean may, String refusal) {
    if (!may && acting() instanceof Acting.Bearer) {
      throw new NotPermittedException(refusal);
    }
    if (!may) {
      LOG.leftOut(refusal);
    }
    return may;
  }

  private Acting acting() {
    return Acting.in(session);
  }
}
