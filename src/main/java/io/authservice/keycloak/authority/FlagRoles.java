package io.authservice.keycloak.authority;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.UserField;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * The admin roles that Django's flags stand for. They are computed from the row at every look and
 * stored nowhere, so taking a flag away takes effect at once.
 */
public final class FlagRoles {

  private static final List<String> STAFF =
      List.of(
          AdminRoles.MANAGE_USERS,
          AdminRoles.VIEW_USERS,
          AdminRoles.QUERY_USERS,
          AdminRoles.QUERY_GROUPS);

  private final ManagementRoles roles;
  private final StaffConsole console;

  public FlagRoles(RealmModel realm, StaffConsole console) {
    this.roles = new ManagementRoles(realm);
    this.console = console;
  }

  /** What an account may do, wherever it does it. */
  public Set<RoleModel> of(Account account) {
    Set<RoleModel> held = new LinkedHashSet<>();
    if (account.superuser()) {
      superuser().forEach(held::add);
    }
    if (account.staff()) {
      staff(roles).forEach(held::add);
    }
    return held;
  }

  /** What an account holds in Keycloak's own eyes. */
  public Set<RoleModel> inKeycloak(Account account) {
    boolean staff = account.staff() && console == StaffConsole.KEYCLOAK;
    return of(account.with(UserField.STAFF, staff));
  }

  /**
   * Which accounts hold a role in Keycloak's eyes by a flag of theirs; empty if no flag gives it.
   */
  public Optional<AccountQuery> holders(RoleModel role) {
    if (superuser().anyMatch(role::equals)) {
      return Optional.of(AccountQuery.ALL.and(new AccountQuery.Is(UserField.SUPERUSER, true)));
    }
    if (console == StaffConsole.KEYCLOAK && staff(roles).anyMatch(role::equals)) {
      return Optional.of(AccountQuery.ALL.and(new AccountQuery.Is(UserField.STAFF, true)));
    }
    return Optional.empty();
  }

  private Stream<RoleModel> superuser() {
    return roles.named(AdminRoles.REALM_ADMIN);
  }

  /** What staff may do, by the realm's roles of that name. */
  static Stream<RoleModel> staff(ManagementRoles roles) {
    return STAFF.stream().flatMap(roles::named);
  }
}
