package io.authservice.keycloak.storage.settings;

import java.util.ArrayList;
import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;

/** What the component's settings page in the admin console shows. */
public final class StorageConfigProperties {

  private StorageConfigProperties() {}

  /**
   * Labels and help texts are keys of {@code theme-resources/messages}, for the console to
   * translate.
   */
  public static List<ProviderConfigProperty> all(String version, PasswordDefaults defaults) {
    List<ProviderConfigProperty> all =
        new ArrayList<>(ServerInfoProperties.properties(version, defaults));
    all.addAll(DatabaseConfigProperties.all());
    all.add(TablePrefixSetting.property());
    all.add(UserIdsSetting.property());
    all.addAll(PasswordConfig.properties());
    return List.copyOf(all);
  }
}
