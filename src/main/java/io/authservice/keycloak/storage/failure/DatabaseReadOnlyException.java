package io.authservice.keycloak.storage.failure;

import org.keycloak.storage.ReadOnlyException;

/**
 * The database refused a write that the settings allow: it may only be read at present, or its user
 * lacks the right. Keycloak's Admin API answers it with 400 and the message, ours with 503.
 */
public final class DatabaseReadOnlyException extends ReadOnlyException {

  DatabaseReadOnlyException(Throwable cause) {
    super("The database of the users refuses to be written: read-only, or without the right to");
    initCause(cause);
  }
}
