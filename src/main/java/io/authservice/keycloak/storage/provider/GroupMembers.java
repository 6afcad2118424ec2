package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.Condition;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.storage.failure.RefusedValueException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Who is in a group of a name: Django's, or what the user model adds. */
final class GroupMembers {

  /** A statement names only so many ids. */
  private static final int MOST = 10_000;

  private final Accounts accounts;
  private final AccountExtras extras;

  GroupMembers(Accounts accounts, AccountExtras extras) {
    this.accounts = accounts;
    this.extras = extras;
  }

  /**
   * The condition that a user is in a group.
   *
   * @throws RefusedValueException if there are more than a statement can name
   */
  Condition of(String name) {
    Condition django = new AccountQuery.InGroup(name);
    if (!extras.haveMemberships()) {
      return django;
    }
    Set<UserId> all = new HashSet<>(extras.members(name, MOST + 1));
    try (Stream<Account> found =
        accounts.stream(AccountQuery.ALL.and(django), AccountOrder.BY_ID)) {
      found.limit(MOST + 1L).map(Account::id).forEach(all::add);
    }
    if (all.size() > MOST) {
      throw new RefusedValueException(
          "More than " + MOST + " users are in " + name + ": they cannot be searched for by it");
    }
    return new AccountQuery.IdIn(all, true);
  }
}
