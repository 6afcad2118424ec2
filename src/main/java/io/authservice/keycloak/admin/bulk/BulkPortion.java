package io.authservice.keycloak.admin.bulk;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountOrder.Position;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.storage.provider.AccountReader;
import io.authservice.keycloak.wire.error.ApiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The users of one call.
 *
 * @param found in order of id
 * @param missing ids that nobody has
 * @param next the last id, if there are more users after it
 */
record BulkPortion(List<Account> found, Set<UserId> missing, Optional<UserId> next) {

  /**
   * Those whom an order is about, as they are now.
   *
   * @throws ApiException 400 if a filter's value is none
   */
  static BulkPortion of(BulkOrder order, AccountReader accounts, LockedUsers locked) {
    return order
        .ids()
        .map(ids -> ofIds(ids, accounts))
        .orElseGet(
            () -> {
              Map<String, String> sent = order.filters().orElse(Map.of());
              UserFilters filters =
                  new UserFilters(name -> Optional.ofNullable(sent.get(name)), locked);
              return ofAll(filters.query(), order.after(), accounts);
            });
  }

  private static BulkPortion ofIds(Set<UserId> ids, AccountReader accounts) {
    AccountQuery those = AccountQuery.ALL.and(new AccountQuery.IdIn(ids, true));
    List<Account> found = page(accounts, those, Optional.empty(), BulkForm.PORTION);
    Set<UserId> missing = new TreeSet<>(ids);
    missing.removeAll(found.stream().map(Account::id).collect(Collectors.toSet()));
    return new BulkPortion(found, missing, Optional.empty());
  }

  /** By id, so that what the action does to the filters' answer leaves nobody out. */
  private static BulkPortion ofAll(
      AccountQuery query, Optional<UserId> after, AccountReader accounts) {
    Optional<Position> start = after.map(id -> new Position("", id));
    List<Account> found = page(accounts, query, start, BulkForm.PORTION + 1);
    boolean more = found.size() > BulkForm.PORTION;
    List<Account> portion = more ? found.subList(0, BulkForm.PORTION) : found;
    return new BulkPortion(
        portion,
        Set.of(),
        more ? Optional.of(portion.get(portion.size() - 1).id()) : Optional.empty());
  }

  private static List<Account> page(
      AccountReader accounts, AccountQuery query, Optional<Position> after, int limit) {
    return accounts.page(query, AccountOrder.BY_ID, after, 0, limit);
  }
}
