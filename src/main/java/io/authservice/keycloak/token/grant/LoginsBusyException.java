package io.authservice.keycloak.token.grant;

/** A login that would have to wait for others, where as many wait as may. */
public final class LoginsBusyException extends RuntimeException {

  /** After so many seconds another try is worth it. */
  public static final int RETRY_SECONDS = 1;

  LoginsBusyException() {
    super("too many logins wait for their turn", null, false, false);
  }
}
