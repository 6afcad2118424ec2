package io.authservice.keycloak.storage.failure;

import org.keycloak.storage.ReadOnlyException;

/**
 * An attribute was to be changed that is only read from the users' database. Keycloak's Admin API
 * answers it with 400, and its own pages go on without the change.
 */
public final class AttributeReadOnlyException extends ReadOnlyException {

  public AttributeReadOnlyException(String attribute) {
    super("The attribute " + attribute + " is only read from the database of the users");
  }
}
