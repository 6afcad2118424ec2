package io.authservice.keycloak.authority;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.UserField;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * The admin roles that Django's flags stand for. They are computed from the row at every look and
 * stored nowhere, so taking a flag away takes effect at once.
 */
public final class StaffRoles {

  private static final List<String> STAFF =
      List.of(
          AdminRoles.MANAGE_USERS,
          AdminRoles.VIEW_USERS,
          AdminRoles.QUERY_USERS,
          AdminRoles.QUERY_GROUPS);

  private final ManagementRoles roles;

  public StaffRoles(RealmModel realm) {
    this.roles = new ManagementRoles(realm);
  }

  public Set<RoleModel> of(Account account) {
    Set<RoleModel> held = new LinkedHashSet<>();
    if (account.superuser()) {
      roles.named(AdminRoles.REALM_ADMIN).forEach(held::add);
    }
    if (account.staff()) {
      STAFF.forEach(name -> roles.named(name).forEach(held::add));
    }
    return held;
  }

  /** Which accounts hold a role by a flag of theirs; empty if no flag gives it. */
  public Optional<AccountQuery> holders(RoleModel role) {
    if (roles.named(AdminRoles.REALM_ADMIN).anyMatch(role::equals)) {
      return Optional.of(AccountQuery.ALL.and(new AccountQuery.Is(UserField.SUPERUSER, true)));
    }
    if (STAFF.stream().flatMap(roles::named).anyMatch(role::equals)) {
      return Optional.of(AccountQuery.ALL.and(new AccountQuery.Is(UserField.STAFF, true)));
    }
    return Optional.empty();
  }
}
