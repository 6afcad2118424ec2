package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.password.PasswordSettings;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.PasswordPolicy;

/**
 * The storage component's settings, read once per session from the component's raw map.
 *
 * @param passwords how passwords are stored
 * @param database where the users are kept
 */
public record StorageConfig(PasswordSettings passwords, DatabaseConfig database) {

  /**
   * Reads the component; an absent value means the server's default.
   *
   * @param policy the realm's password policy
   * @throws IllegalArgumentException if a value is not usable; the message names it
   */
  public static StorageConfig of(
      ComponentModel component, PasswordPolicy policy, PasswordDefaults defaults) {
    return new StorageConfig(
        PasswordConfig.of(component, policy, defaults), DatabaseConfig.of(component));
  }
}
