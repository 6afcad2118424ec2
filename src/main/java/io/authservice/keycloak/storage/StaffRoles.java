package io.authservice.keycloak.storage;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.Flag;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * The admin roles that Django's flags stand for. They are computed from the row at every look and
 * stored nowhere, so taking a flag away takes effect at once.
 */
final class StaffRoles {

  private static final List<String> STAFF =
      List.of(
          AdminRoles.MANAGE_USERS,
          AdminRoles.VIEW_USERS,
          AdminRoles.QUERY_USERS,
          AdminRoles.QUERY_GROUPS);

  private final RealmModel realm;

  StaffRoles(RealmModel realm) {
    this.realm = realm;
  }

  Set<RoleModel> of(Account account) {
    Set<RoleModel> roles = new LinkedHashSet<>();
    if (account.superuser()) {
      role(AdminRoles.REALM_ADMIN).forEach(roles::add);
    }
    if (account.staff()) {
      STAFF.forEach(name -> role(name).forEach(roles::add));
    }
    return roles;
  }

  /** Which accounts hold a role by a flag of theirs; empty if no flag gives it. */
  Optional<AccountQuery> holders(RoleModel role) {
    if (role(AdminRoles.REALM_ADMIN).anyMatch(role::equals)) {
      return Optional.of(AccountQuery.ALL.and(new AccountQuery.Is(Flag.SUPERUSER, true)));
    }
    if (STAFF.stream().flatMap(this::role).anyMatch(role::equals)) {
      return Optional.of(AccountQuery.ALL.and(new AccountQuery.Is(Flag.STAFF, true)));
    }
    return Optional.empty();
  }

  /** The master realm administers itself through other clients and has no such role. */
  private Stream<RoleModel> role(String name) {
    ClientModel management = realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
    return management == null ? Stream.empty() : Stream.ofNullable(management.getRole(name));
  }
}
