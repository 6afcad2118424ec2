package io.authservice.keycloak.token;

/** A token that was refused, for a reason the caller may be told. */
public final class TokenRefusedException extends RuntimeException {

  /** Why. */
  public enum Reason {
    /** Not a token of this realm's API client, altered, revoked or of a session that ended. */
    INVALID_TOKEN,
    /** A genuine token of another type. */
    WRONG_TYPE,
    /** A genuine token past its time. */
    EXPIRED,
    /** A genuine refresh token that was ended before its time. */
    BLACKLISTED,
    /** A genuine token of a user who is gone. */
    USER_NOT_FOUND,
    /** A genuine token of a user who is disabled. */
    USER_INACTIVE
  }

  private final Reason reason;

  public TokenRefusedException(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
