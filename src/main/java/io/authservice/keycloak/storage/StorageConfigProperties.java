package io.authservice.keycloak.storage;

import java.util.ArrayList;
import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;

/** What the component's settings page in the admin console shows. */
final class StorageConfigProperties {

  private StorageConfigProperties() {}

  static List<ProviderConfigProperty> all() {
    List<ProviderConfigProperty> all = new ArrayList<>(DatabaseConfigProperties.all());
    all.addAll(PasswordConfig.properties());
    return List.copyOf(all);
  }
}
