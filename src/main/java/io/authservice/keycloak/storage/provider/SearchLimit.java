package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.storage.failure.RefusedValueException;
import java.util.Set;

/**
 * How many users a search may find beforehand, by what their rows do not say: they are named in the
 * statement that finds the rows, which has room for only so many. Nobody is found unless all are.
 *
 * @param most of them
 */
record SearchLimit(int most) {

  static final SearchLimit OF_STATEMENTS = new SearchLimit(10_000);

  /** How many to look for, so that it shows when there are too many. */
  int sought() {
    return most + 1;
  }

  /**
   * Users who were looked for.
   *
   * @param who says what they have in common, to administrators
   * @throws RefusedValueException if there are too many
   */
  Set<UserId> checked(Set<UserId> found, String who) {
    if (found.size() > most) {
      throw new RefusedValueException(
          "More than " + most + " users " + who + ": they cannot be searched for by that");
    }
    return found;
  }
}
