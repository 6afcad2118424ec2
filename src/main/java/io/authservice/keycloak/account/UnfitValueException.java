package io.authservice.keycloak.account;

/** A column does not take a value: it is narrower than Django's own, or has no such characters. */
public final class UnfitValueException extends RuntimeException {

  public UnfitValueException(Throwable cause) {
    super("A value does not fit its column in the table of users", cause);
  }
}
