package io.authservice.keycloak.authority;

import io.authservice.keycloak.account.Account;

/** How far someone's rights over accounts other than its own reach. */
public enum Standing {
  /** Not at all, but for what every user may see of others ({@link Visibility}). */
  USER,
  /** Sees everyone and changes nobody. */
  VIEWER,
  /** Sees everyone, changes and deletes all but superusers, makes staff. */
  STAFF,
  /** Sees, changes and deletes everyone. */
  SUPERUSER;

  static Standing of(Account account) {
    if (account.superuser()) {
      return SUPERUSER;
    }
    return account.staff() ? STAFF : USER;
  }

  boolean seesOthers() {
    return this != USER;
  }

  boolean managesOthers() {
    return this == STAFF || this == SUPERUSER;
  }
}
