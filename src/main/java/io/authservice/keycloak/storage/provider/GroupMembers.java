package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.Condition;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.key.UserId;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Who is in a group of a name: Django's, or what the user model adds. */
final class GroupMembers {

  private final Accounts accounts;
  private final AccountExtras extras;
  private final SearchLimit limit;

  GroupMembers(Accounts accounts, AccountExtras extras, SearchLimit limit) {
    this.accounts = accounts;
    this.extras = extras;
    this.limit = limit;
  }

  /**
   * The condition that a user is in a group.
   *
   * @throws io.authservice.keycloak.storage.failure.RefusedValueException if they are too many
   */
  Condition of(String name) {
    Condition django = new AccountQuery.InGroup(name);
    if (!extras.haveMemberships()) {
      return django;
    }
    Set<UserId> all = new HashSet<>(extras.members(name, limit.sought()));
    try (Stream<Account> found =
        accounts.stream(AccountQuery.ALL.and(django), AccountOrder.BY_ID)) {
      found.limit(limit.sought()).map(Account::id).forEach(all::add);
    }
    return new AccountQuery.IdIn(limit.checked(all, "are in " + name), true);
  }
}
