package io.authservice.keycloak.account.group;

/** Somebody else gave the same group or permission at the same moment. Worth trying again. */
public final class AssignmentConflictException extends RuntimeException {

  public AssignmentConflictException() {
    super("Groups or permissions were changed by somebody else at the same moment");
  }
}
