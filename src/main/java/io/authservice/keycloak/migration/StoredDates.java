package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.row.UserRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code dumpdata} cuts times to the millisecond. Beside a row that came with the microseconds,
 * from a database, that is no difference, and nothing to overwrite them with.
 */
final class StoredDates {

  private StoredDates() {}

  /** The user, with the stored dates where its own are those, cut. */
  static UserRow kept(UserRow user, UserRow stored) {
    Account given = user.account();
    return user.with(
        given.withDates(
            isCut(given.dateJoined(), stored.account().dateJoined())
                ? stored.account().dateJoined()
                : given.dateJoined(),
            isCut(given.lastLogin(), stored.account().lastLogin())
                ? stored.account().lastLogin()
                : given.lastLogin()));
  }

  private static boolean isCut(@Nullable Instant given, @Nullable Instant stored) {
    return stored != null && stored.truncatedTo(ChronoUnit.MILLIS).equals(given);
  }
}
