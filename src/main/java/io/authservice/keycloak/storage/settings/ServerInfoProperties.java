package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.password.format.Encoding;
import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * What the component's settings page tells of the server. It is shown and never stored, though the
 * console sends it back with the settings.
 */
final class ServerInfoProperties {

  private static final String VERSION = "extensionVersion";
  private static final String PASSWORD_COST = "serverPasswordCost";

  private ServerInfoProperties() {}

  static List<ProviderConfigProperty> properties(String version, PasswordDefaults defaults) {
    return List.of(
        note(VERSION, "authServiceVersion", version),
        note(PASSWORD_COST, "authServicePasswordCost", cost(defaults)));
  }

  /** Keeps a note of this version of the extension from being read in the next. */
  public static void dropFrom(ComponentModel component) {
    component.getConfig().remove(VERSION);
    component.getConfig().remove(PASSWORD_COST);
  }

  /** In the notation of the stored passwords, which needs no translation. */
  private static String cost(PasswordDefaults defaults) {
    Encoding.Argon2id argon2 = defaults.argon2();
    return "pbkdf2_sha256: %d; argon2: m=%d, t=%d, p=%d"
        .formatted(
            defaults.pbkdf2().iterations(), argon2.memoryKib(), argon2.passes(), argon2.lanes());
  }

  /** A list of one value: the console knows no other setting that nobody can change. */
  private static ProviderConfigProperty note(String name, String label, String value) {
    return new ProviderConfigProperty(
        name, label, label + "Help", ProviderConfigProperty.LIST_TYPE, value, value);
  }
}
