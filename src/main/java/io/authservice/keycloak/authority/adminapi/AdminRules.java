package io.authservice.keycloak.authority.adminapi;

import io.authservice.keycloak.authority.AdministrativeRoles;
import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.authority.ManagementRoles;
import io.authservice.keycloak.authority.UserAuthority;
import io.authservice.keycloak.http.routing.ServedRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.constants.ServiceAccountConstants;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.light.LightweightUserAdapter;
import org.keycloak.storage.StorageId;

/** The checks of one call by one who does not administer the realm. */
final class AdminRules {

  static final String ADMINISTRATORS_ALONE = "Only administrators of the realm do this";

  /** Of more superusers than this nobody looks at the failed logins one by one. */
  private static final int MANY = 1000;

  /** Components of these types say who the users are and what they hold. */
  private static final String BRINGS_USERS = "org.keycloak.storage.";

  private final KeycloakSession session;
  private final RealmModel realm;
  private final Authority authority;
  private final UserAuthority users;
  private final AdminCall call;
  private final List<String> path;
  private final AdminBody body;
  private final AdministrativeRoles administrative = new AdministrativeRoles();

  AdminRules(
      KeycloakSession session,
      RealmModel realm,
      Authority authority,
      UserAuthority users,
      AdminCall call,
      List<String> path,
      ServedRequest request) {
    this.session = session;
    this.realm = realm;
    this.authority = authority;
    this.users = users;
    this.call = call;
    this.path = path;
    this.body = new AdminBody(session, realm, request);
  }

  /** Why the call is refused; empty if it passes. */
  Optional<String> refusal() {
    return call.checks().stream().map(this::refusal).flatMap(Optional::stream).findFirst();
  }

  private Optional<String> refusal(AdminCheck check) {
    return switch (check) {
      case READ, KEYCLOAK, OURS -> Optional.empty();
      case WRITTEN_USER -> unless(flagsNobodyElsewhere(), "users");
      case ADMINISTRATORS -> Optional.of(ADMINISTRATORS_ALONE);
      case USER -> unless(place("user", this::user).allMatch(this::mayChange), "users");
      case SESSION -> unless(sessionUsers().allMatch(this::mayChange), "users");
      case LOCKS -> unless(noneAboveHasFailed(), "users");
      case GROUP -> unless(groups().map(administrative::of).allMatch(authority::holds), "groups");
      case GROUPS_BELOW ->
          unless(groups().map(administrative::ofAllIn).allMatch(authority::holds), "groups");
      case GROUP_IN_BODY ->
          unless(body.group().map(administrative::ofAllIn).allMatch(authority::holds), "groups");
      case DEFAULT_GROUPS_IN_BODY ->
          unless(body.defaultGroups().map(administrative::of).allMatch(authority::holds), "groups");
      case ROLE -> unless(roles().allMatch(this::mayChange), "roles");
      case ROLES_IN_BODY -> unless(body.roles(client()).allMatch(this::mayGive), "roles");
      case COMPOSITES_IN_BODY -> unless(body.composites().allMatch(this::mayGive), "roles");
      case CLIENT -> unless(client().stream().allMatch(this::mayChange), "clients");
      case NO_ADMINISTRATION -> unless(client().stream().noneMatch(this::administers), "clients");
      case COMPONENT -> unless(bringsNoUsers(), "where users come from");
    };
  }

  private static Optional<String> unless(boolean passed, String what) {
    return passed ? Optional.empty() : Optional.of(ADMINISTRATORS_ALONE + " to such " + what);
  }

  /** What is not there is for Keycloak to say. */
  private <T> Stream<T> place(String name, Function<String, @Nullable T> lookUp) {
    return call.value(name, path).map(lookUp).filter(Objects::nonNull).stream();
  }

  private @Nullable UserModel user(String id) {
    if (LightweightUserAdapter.isLightweightUser(id)) {
      return sessionUser(LightweightUserAdapter.getLightweightUserId(id));
    }
    return session.users().getUserById(realm, id);
  }

  private boolean flagsNobodyElsewhere() {
    return call.segments().contains("{user}")
        ? place("user", this::user)
            .filter(user -> StorageId.isLocalStorage(user.getId()))
            .noneMatch(body::flags)
        : body.text(UserModel.USERNAME)
            .noneMatch(
                name -> name.startsWith(ServiceAccountConstants.SERVICE_ACCOUNT_USER_PREFIX));
  }

  private Stream<UserModel> sessionUsers() {
    return place("session", this::sessionUser);
  }

  private @Nullable UserModel sessionUser(String id) {
    UserSessionModel online = session.sessions().getUserSession(realm, id);
    UserSessionModel login =
        online == null ? session.sessions().getOfflineUserSession(realm, id) : online;
    return login == null ? null : login.getUser();
  }

  private boolean mayChange(UserModel user) {
    return authority.mayChange(user.getId(), () -> users.of(realm, user));
  }

  private boolean noneAboveHasFailed() {
    List<UserModel> above =
        new ManagementRoles(realm)
            .named(AdminRoles.REALM_ADMIN)
            .flatMap(role -> session.users().getRoleMembersStream(realm, role, 0, MANY))
            .toList();
    return above.size() < MANY
        && above.stream()
            .allMatch(
                user -> session.loginFailures().getUserLoginFailure(realm, user.getId()) == null);
  }

  private Stream<GroupModel> groups() {
    return place("group", realm::getGroupById);
  }

  private Optional<ClientModel> client() {
    return place("client", realm::getClientById).findFirst();
  }

  private Stream<RoleModel> roles() {
    return Stream.concat(
        place("role-id", realm::getRoleById),
        place(
            "role",
            name -> client().map(own -> own.getRole(name)).orElseGet(() -> realm.getRole(name))));
  }

  private boolean mayGive(RoleModel role) {
    return authority.holds(administrative.within(Stream.of(role)));
  }

  /** A role that a name gives authority to is nobody's to name, change or remove. */
  private boolean mayChange(RoleModel role) {
    return mayGive(role);
  }

  private boolean mayChange(ClientModel client) {
    if (administers(client)) {
      return false;
    }
    UserModel account = session.users().getServiceAccount(client);
    return account == null || authority.holds(administrative.of(account));
  }

  private boolean administers(ClientModel client) {
    return administrative.isManagement(client) || client.equals(realm.getAdminPermissionsClient());
  }

  private boolean bringsNoUsers() {
    return Stream.concat(
            place("component", realm::getComponent).map(ComponentModel::getProviderType),
            body.text("providerType"))
        .noneMatch(type -> type.startsWith(BRINGS_USERS));
  }
}
