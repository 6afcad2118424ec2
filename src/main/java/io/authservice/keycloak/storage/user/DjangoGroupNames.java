package io.authservice.keycloak.storage.user;

import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.group.AccountPermissions;
import io.authservice.keycloak.account.key.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of the Django groups that the users of one session are in. Those of a page are read for
 * all its users when the first is asked for, so a page costs as many statements as one user does.
 */
public final class DjangoGroupNames {

  private final AccountPermissions permissions;
  private final AccountExtras extras;
  private final Map<UserId, Set<UserId>> pages = new HashMap<>();
  private final Map<UserId, List<String>> known = new HashMap<>();

  public DjangoGroupNames(AccountPermissions permissions, AccountExtras extras) {
    this.extras = extras;
    this.permissions = permissions;
  }

  /** From here on, what is read for one of these accounts is read for all of them. */
  void readTogether(Set<UserId> accountIds) {
    accountIds.forEach(id -> pages.put(id, accountIds));
  }

  /** Django's groups and what the user model adds, of each account that is in any, by name. */
  public static Map<UserId, List<String>> read(
      AccountPermissions permissions, AccountExtras extras, Collection<UserId> accountIds) {
    Map<UserId, List<String>> groups = permissions.groups(accountIds);
    Map<UserId, Set<String>> memberships = extras.memberships(accountIds);
    if (memberships.isEmpty()) {
      return groups;
    }
    Map<UserId, List<String>> all = new HashMap<>(groups);
    memberships.forEach(
        (id, names) -> {
          Set<String> both = new TreeSet<>(names);
          both.addAll(groups.getOrDefault(id, List.of()));
          all.put(id, List.copyOf(both));
        });
    return all;
  }

  List<String> of(UserId accountId) {
    List<String> names = known.get(accountId);
    if (names != null) {
      return names;
    }
    Set<UserId> page = pages.getOrDefault(accountId, Set.of(accountId));
    Map<UserId, List<String>> read = read(permissions, extras, page);
    page.forEach(id -> known.put(id, read.getOrDefault(id, List.of())));
    return read.getOrDefault(accountId, List.of());
  }
}
