package io.authservice.keycloak.account;

/** Another account already has this username. The message holds no name. */
public final class DuplicateUsernameException extends RuntimeException {

  public DuplicateUsernameException() {
    super("The username is taken");
  }
}
