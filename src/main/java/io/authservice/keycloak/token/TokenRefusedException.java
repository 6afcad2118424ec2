package io.authservice.keycloak.token;

/** A login or a refresh that was refused, for a reason the caller may be told. */
public final class TokenRefusedException extends RuntimeException {

  /** Why. Whatever would tell which users exist is one reason: bad credentials. */
  public enum Reason {
    /** Unknown user, wrong password, locked out or disabled: not told apart. */
    BAD_CREDENTIALS,
    /** The password is right, but the user must first do something in the browser. */
    ACTION_REQUIRED,
    /** Not a token of this realm's API client, altered, revoked or of a session that ended. */
    INVALID_TOKEN,
    /** A genuine token of another type. */
    WRONG_TYPE,
    /** A genuine token past its time. */
    EXPIRED,
    /** A genuine token of a user who is gone. */
    USER_NOT_FOUND,
    /** A genuine token of a user who is disabled. */
    USER_INACTIVE
  }

  private final Reason reason;

  TokenRefusedException(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
