package io.authservice.keycloak.storage.remains;

import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.keycloak.FederatedSearch;
import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Removes what Keycloak keeps of users whose rows are gone, and whom nobody has looked for since: a
 * look removes it at once.
 */
public final class RemainsSweep {

  private static final int PORTION = 500;

  private final FederatedSearch kept;
  private final UserRemains remains;
  private final Function<AccountQuery, Set<UserId>> existing;

  /**
   * Nothing is read yet.
   *
   * @param existing the ids of the accounts that match
   */
  public RemainsSweep(
      FederatedSearch kept, UserRemains remains, Function<AccountQuery, Set<UserId>> existing) {
    this.kept = kept;
    this.remains = remains;
    this.existing = existing;
  }

  /**
   * Looks at the next users of whom something is kept.
   *
   * @param storageId the component whose users they are
   * @param after where the last call ended; empty to begin
   * @param atMost how many to look at
   */
  public Swept run(String storageId, String after, int atMost) {
    int checked = 0;
    int removed = 0;
    String last = after;
    while (checked < atMost) {
      SortedSet<String> portion =
          kept.usersOf(storageId, last, Math.min(PORTION, atMost - checked));
      if (portion.isEmpty()) {
        return new Swept(checked, removed, null);
      }
      removed += removeGone(portion);
      checked += portion.size();
      last = portion.last();
    }
    return new Swept(checked, removed, last);
  }

  private int removeGone(Collection<String> userIds) {
    Set<UserId> there =
        existing.apply(
            AccountQuery.ALL.and(
                new AccountQuery.IdIn(
                    userIds.stream()
                        .map(KeycloakUserIds::of)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()),
                    true)));
    int removed = 0;
    for (String userId : userIds) {
      if (KeycloakUserIds.of(userId).filter(there::contains).isEmpty()) {
        remains.remove(userId);
        removed++;
      }
    }
    return removed;
  }

  /**
   * What was done.
   *
   * @param checked how many users were looked at
   * @param removed of how many of them everything was removed, because they are gone
   * @param next where to go on; null at the end
   */
  public record Swept(int checked, int removed, @Nullable String next) {}
}
