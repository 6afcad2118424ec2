package io.authservice.keycloak.authority;

import java.util.Locale;
import org.keycloak.Config;

/** Where staff do their work. */
public enum StaffConsole {
  /** On the administrators' page alone: they hold no role of Keycloak's Admin API. */
  PAGE,
  /** In Keycloak's admin console too. */
  KEYCLOAK;

  private static final String OPTION = "staff-console";

  /**
   * Reads the option.
   *
   * @throws IllegalArgumentException if it has another value
   */
  public static StaffConsole of(Config.Scope options) {
    String value = options.get(OPTION, "page");
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "page" -> PAGE;
      case "keycloak" -> KEYCLOAK;
      default ->
          throw new IllegalArgumentException(
              OPTION + " is \"page\" or \"keycloak\", not \"" + value + '"');
    };
  }
}
