package io.authservice.keycloak.wire.error;

/**
 * One thing that is wrong with a field.
 *
 * @param code for programs
 * @param message for people, in the words of Django REST framework
 */
public record FieldError(ErrorCode code, String message) {}
