package io.authservice.keycloak.account.group;

/** Another group already has this name. */
public final class DuplicateGroupException extends RuntimeException {

  public DuplicateGroupException() {
    super("A group with that name already exists.");
  }
}
