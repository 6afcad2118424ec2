package io.authservice.keycloak.storage.policy;

/** {@code MinimumLengthValidator}: so many characters. */
public final class MinimumLengthPolicyFactory extends DjangoPolicyFactory {

  public MinimumLengthPolicyFactory() {
    super(DjangoValidator.MINIMUM_LENGTH);
  }
}
