package io.authservice.keycloak.storage.failure;

import org.keycloak.models.ModelException;
import org.keycloak.models.ModelValidationException;

/**
 * A user cannot be removed because of rows that refer to it. Keycloak's Admin API answers it with
 * 400 and the message, ours with 409.
 */
public final class UserInUseException extends ModelValidationException {

  UserInUseException(String message) {
    super(message);
    // Keycloak shows the message of what a ModelException caused.
    initCause(new ModelException(message));
  }
}
