package io.authservice.keycloak.account.group;

/** The accounts have no groups and permissions: their tables are not there. */
public final class NoGroupsException extends RuntimeException {

  public NoGroupsException() {
    super("These users have no groups");
  }
}
