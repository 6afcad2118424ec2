package io.authservice.keycloak.storage.failure;

import org.keycloak.models.ModelException;
import org.keycloak.policy.PolicyError;

/**
 * The realm's password policy refuses a password. Keycloak's doors answer it by the message, whose
 * key it is; ours under the field.
 */
public final class PasswordRefusedException extends ModelException {

  private final transient PolicyError refusal;

  public PasswordRefusedException(PolicyError refusal) {
    super(refusal.getMessage(), refusal.getParameters());
    this.refusal = refusal;
  }

  public PolicyError refusal() {
    return refusal;
  }
}
