package io.authservice.keycloak.account;

/** Another row already has a value that must be unique. The message holds no value. */
public final class TakenValueException extends RuntimeException {

  public TakenValueException() {
    super("Another row has this value already.");
  }
}
