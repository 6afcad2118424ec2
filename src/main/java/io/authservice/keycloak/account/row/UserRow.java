package io.authservice.keycloak.account.row;

import io.authservice.keycloak.account.Account;
import java.util.Set;

/**
 * A row of the user table as a whole, with its memberships.
 *
 * @param password the column as it stands
 */
public record UserRow(
    Account account, String password, Set<Long> groupIds, Set<Long> permissionIds) {

  public UserRow {
    groupIds = Set.copyOf(groupIds);
    permissionIds = Set.copyOf(permissionIds);
  }

  /** The same row with what is Django's user in it replaced. */
  public UserRow with(Account other) {
    return new UserRow(other, password, groupIds, permissionIds);
  }

  /** Shows neither password nor person. */
  @Override
  public String toString() {
    return "UserRow[" + account.id() + "]";
  }
}
