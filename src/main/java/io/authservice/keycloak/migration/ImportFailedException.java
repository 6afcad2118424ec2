package io.authservice.keycloak.migration;

/** What ends an import. The message is for the administrator to read. */
final class ImportFailedException extends RuntimeException {

  ImportFailedException(String message) {
    super(message);
  }
}
