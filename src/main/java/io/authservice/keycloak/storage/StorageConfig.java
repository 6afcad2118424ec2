package io.authservice.keycloak.storage;

import io.authservice.keycloak.password.PasswordSettings;
import java.util.Set;
import org.keycloak.component.ComponentModel;

/**
 * The storage component's settings, read once per session from the component's raw map.
 *
 * @param passwords how passwords are stored
 */
record StorageConfig(PasswordSettings passwords) {

  static final String PASSWORD_ITERATIONS = "passwordIterations";

  /**
   * Reads the component; an absent value means the server's default.
   *
   * @param defaultIterations the server's default of PBKDF2 iterations
   * @throws IllegalArgumentException if a value is not usable; the message names it
   */
  static StorageConfig of(ComponentModel component, int defaultIterations) {
    PasswordSettings defaults = PasswordSettings.defaults();
    int iterations = integer(component, PASSWORD_ITERATIONS, defaultIterations);
    return new StorageConfig(new PasswordSettings(iterations, Set.of(), defaults.limits()));
  }

  private static int integer(ComponentModel component, String key, int otherwise) {
    String value = component.get(key);
    if (value == null || value.isBlank()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " must be a whole number, not '" + value + "'", e);
    }
  }
}
