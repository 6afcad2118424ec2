package io.authservice.keycloak.storage;

import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** What the component's settings page in the admin console shows. */
final class StorageConfigProperties {

  private StorageConfigProperties() {}

  static List<ProviderConfigProperty> all() {
    return ProviderConfigurationBuilder.create()
        .property()
        .name(StorageConfig.PASSWORD_ITERATIONS)
        .label("Password iterations")
        .helpText(
            "PBKDF2-SHA256 iterations of new passwords. Passwords stored with fewer are upgraded at"
                + " the next login. Django 5.2 uses 1000000, the default unless the server sets"
                + " another.")
        .type(ProviderConfigProperty.STRING_TYPE)
        .add()
        .build();
  }
}
