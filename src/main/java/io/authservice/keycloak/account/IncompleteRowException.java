package io.authservice.keycloak.account;

/** The table wants a value of a new row that nobody here knows. */
public final class IncompleteRowException extends RuntimeException {

  public IncompleteRowException(Throwable cause) {
    super("The table of users wants more of a new row than the user model gives it", cause);
  }
}
