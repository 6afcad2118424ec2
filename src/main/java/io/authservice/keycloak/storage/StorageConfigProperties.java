package io.authservice.keycloak.storage;

import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;

/** What the component's settings page in the admin console shows. */
final class StorageConfigProperties {

  private StorageConfigProperties() {}

  static List<ProviderConfigProperty> all() {
    return PasswordConfig.properties();
  }
}
