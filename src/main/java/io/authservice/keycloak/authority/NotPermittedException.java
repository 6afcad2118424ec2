package io.authservice.keycloak.authority;

import org.keycloak.models.ModelException;
import org.keycloak.models.ModelValidationException;

/**
 * A change that only a superuser may make, or nobody. Keycloak's Admin API answers it with 400,
 * ours with 403.
 */
public final class NotPermittedException extends ModelValidationException {

  public NotPermittedException(String message) {
    super(message);
    // Keycloak shows the message of what a ModelException caused.
    initCause(new ModelException(message));
  }
}
