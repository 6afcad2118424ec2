package io.authservice.keycloak.storage.policy;

/** {@code NumericPasswordValidator}: not of digits alone. */
public final class NumericPasswordPolicyFactory extends DjangoPolicyFactory {

  public NumericPasswordPolicyFactory() {
    super(DjangoValidator.NUMERIC_PASSWORD);
  }
}
