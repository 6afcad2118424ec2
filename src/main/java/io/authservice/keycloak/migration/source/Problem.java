package io.authservice.keycloak.migration.source;

import java.util.Locale;

/** What may be wrong with a row. Errors keep it out, warnings do not. */
public enum Problem {
  UNREADABLE(true),
  BAD_DATE(true),
  NO_ID(true),
  BAD_ID(true),
  DUPLICATE_ID(true),
  DUPLICATE_NAME(true),
  CASE_COLLISION(true),
  ID_TAKEN(true),
  NAME_TAKEN(true),
  NAME_IS_EMAIL(true),
  BAD_USERNAME(true),
  TOO_LONG(true),
  RAW_PASSWORD(true),
  MISSING_REFERENCE(true),
  BAD_APPLICATION(true),
  REFUSED_BY_SERVER(true),
  UNUSUAL_USERNAME(false),
  REFUSED_BY_PROFILE(false),
  BLANK_EMAIL(false),
  DUPLICATE_EMAIL(false),
  BLANK_PASSWORD(false),
  UNKNOWN_HASHER(false),
  REFUSED_HASH(false),
  PASSWORD_MADE_UNUSABLE(false),
  DIFFERS(false),
  CLIENT_EXISTS(false),
  CLIENT_NOTE(false),
  UNSUPPORTED_GRANT(false),
  UNSUPPORTED_FACTOR(false),
  CLOCK_DRIFT(false),
  PASSKEY(false),
  UNKNOWN_PROVIDER(false),
  UNSUPPORTED_LINK(false),
  NO_ROWS(false);

  private final boolean error;

  Problem(boolean error) {
    this.error = error;
  }

  public boolean isError() {
    return error;
  }

  /** As reports name it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
