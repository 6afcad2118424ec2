package io.authservice.keycloak.migration;

/** A source that cannot be read to its end. The message is for the administrator to read. */
final class UnreadableSourceException extends RuntimeException {

  UnreadableSourceException(String message) {
    super(message);
  }
}
