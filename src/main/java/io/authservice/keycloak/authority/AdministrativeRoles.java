package io.authservice.keycloak.authority;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * Which roles are authority, wherever they are hidden: every role of a realm's management client,
 * and those by which the master realm administers others; in composites of any depth, and in the
 * groups above a group.
 */
public final class AdministrativeRoles {

  private static final Set<String> OF_THE_MASTER_REALM =
      Set.of(AdminRoles.ADMIN, AdminRoles.CREATE_REALM);

  /** The administrative ones among the roles and all they are composed of. */
  public Set<RoleModel> within(Stream<RoleModel> roles) {
    Set<RoleModel> found = new LinkedHashSet<>();
    Set<String> seen = new HashSet<>();
    Deque<RoleModel> open = new ArrayDeque<>(roles.toList());
    while (!open.isEmpty()) {
      RoleModel role = open.pop();
      if (seen.add(role.getId())) {
        if (isAdministrative(role)) {
          found.add(role);
        }
        role.getCompositesStream().forEach(open::push);
      }
    }
    return found;
  }

  /** What membership in a group gives, by the group itself or by those above it. */
  public Set<RoleModel> of(GroupModel group) {
    return within(inherited(group));
  }

  /** What a group, those above it and those below it give. */
  public Set<RoleModel> ofAllIn(GroupModel group) {
    return within(Stream.concat(inherited(group), below(group)));
  }

  /** What a user holds, by mappings and by groups. */
  public Set<RoleModel> of(UserModel user) {
    return within(
        Stream.concat(
            user.getRoleMappingsStream(),
            user.getGroupsStream().flatMap(AdministrativeRoles::inherited)));
  }

  boolean isAdministrative(RoleModel role) {
    if (role.getContainer() instanceof ClientModel client) {
      return isManagement(client);
    }
    return role.getContainer() instanceof RealmModel realm
        && isMaster(realm)
        && OF_THE_MASTER_REALM.contains(role.getName());
  }

  /** Whether a client's roles are those by which a realm is administered. */
  public boolean isManagement(ClientModel client) {
    return client.getClientId().equals(Constants.REALM_MANAGEMENT_CLIENT_ID)
        || (isMaster(client.getRealm()) && client.getClientId().endsWith(AdminRoles.APP_SUFFIX));
  }

  /** The roles of a group and of those above it. */
  static Stream<RoleModel> inherited(GroupModel group) {
    return Stream.iterate(group, above -> above != null, GroupModel::getParent)
        .flatMap(GroupModel::getRoleMappingsStream);
  }

  private static Stream<RoleModel> below(GroupModel group) {
    return group
        .getSubGroupsStream()
        .flatMap(child -> Stream.concat(child.getRoleMappingsStream(), below(child)));
  }

  private static boolean isMaster(RealmModel realm) {
    return realm.getName().equals(Config.getAdminRealm());
  }
}
