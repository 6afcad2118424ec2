package io.authservice.keycloak.storage.failure;

import org.keycloak.models.ModelException;
import org.keycloak.models.ModelValidationException;

/**
 * A column does not take a value. Keycloak's Admin API answers it with 400 and the message. Of
 * Django's own columns the API has refused such a value before.
 */
public final class RefusedValueException extends ModelValidationException {

  public RefusedValueException(String message) {
    super(message);
    // Keycloak shows the message of what a ModelException caused.
    initCause(new ModelException(message));
  }
}
