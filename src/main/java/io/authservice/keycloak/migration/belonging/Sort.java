package io.authservice.keycloak.migration.belonging;

import java.util.Locale;

/** What is counted apart. */
enum Sort {
  ONE_TIME_PASSWORDS,
  RECOVERY_CODES,
  LINKS,
  VERIFIED_EMAILS;

  /** As reports name it. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
