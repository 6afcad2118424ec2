package io.authservice.keycloak.migration.source;

/** What ends an import. The message is for the administrator to read. */
public final class ImportFailedException extends RuntimeException {

  public ImportFailedException(String message) {
    super(message);
  }
}
