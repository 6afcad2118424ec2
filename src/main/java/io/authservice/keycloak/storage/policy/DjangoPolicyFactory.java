package io.authservice.keycloak.storage.policy;

import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.policy.PasswordPolicyProviderFactory;

/** Offers a validator of Django's to realms. */
abstract class DjangoPolicyFactory implements PasswordPolicyProviderFactory {

  private final DjangoValidator validator;

  DjangoPolicyFactory(DjangoValidator validator) {
    this.validator = validator;
  }

  @Override
  public final PasswordPolicyProvider create(KeycloakSession session) {
    return new DjangoPolicy(session.getContext(), validator);
  }

  @Override
  public final String getId() {
    return validator.id();
  }

  @Override
  public final String getDisplayName() {
    return validator.displayName();
  }

  @Override
  public final @Nullable String getConfigType() {
    return validator.configType();
  }

  @Override
  public final @Nullable String getDefaultConfigValue() {
    return validator.usual();
  }

  @Override
  public final boolean isMultiplSupported() {
    return false;
  }

  @Override
  public final void init(Config.Scope options) {
    // There are none.
  }

  @Override
  public final void postInit(KeycloakSessionFactory factory) {
    // Nothing waits for others.
  }

  @Override
  public final void close() {
    // It holds nothing.
  }
}
