package io.authservice.keycloak.migration.user;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
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
    return user.with(
        uncut(
            UserField.LAST_LOGIN,
            uncut(UserField.DATE_JOINED, user.account(), stored.account()),
            stored.account()));
  }

  private static <T extends @Nullable Instant> Account uncut(
      UserField<T> field, Account given, Account stored) {
    return isCut(given.get(field), stored.get(field))
        ? given.with(field, stored.get(field))
        : given;
  }

  private static boolean isCut(@Nullable Instant given, @Nullable Instant stored) {
    return stored != null && stored.truncatedTo(ChronoUnit.MILLIS).equals(given);
  }
}
