package io.authservice.keycloak.storage.failure;

import org.keycloak.models.ModelException;
import org.keycloak.models.ModelValidationException;

/**
 * A user was to be added or removed where the settings say that users are only read. Keycloak's
 * Admin API answers it with 400 and the message, ours with 403.
 */
public final class UsersReadOnlyException extends ModelValidationException {

  public UsersReadOnlyException() {
    super("The users of this storage are read-only");
    // Keycloak shows the message of what a ModelException caused.
    initCause(new ModelException(getMessage()));
  }
}
