package io.authservice.keycloak.wire.error;

/**
 * One thing that is wrong with a field.
 *
 * @param code for programs
 * @param message for people, in the words of Django REST framework
 */
public record FieldError(ErrorCode code, String message) {

  public static final FieldError USERNAME_TAKEN =
      new FieldError(ErrorCode.UNIQUE, "A user with that username already exists.");
  public static final FieldError EMAIL_TAKEN =
      new FieldError(ErrorCode.UNIQUE, "A user with that email already exists.");
}
