package io.authservice.keycloak.startup;

import java.util.Map;
import java.util.Optional;

/**
 * The superuser an operator asks for by environment variables, as Django's {@code createsuperuser
 * --noinput} does.
 */
record FirstSuperuser(String username, String password, String email) {

  private static final String USERNAME = "AUTH_SERVICE_SUPERUSER_USERNAME";
  private static final String PASSWORD = "AUTH_SERVICE_SUPERUSER_PASSWORD";
  private static final String EMAIL = "AUTH_SERVICE_SUPERUSER_EMAIL";

  /** Empty unless both the name and the password are given. */
  static Optional<FirstSuperuser> from(Map<String, String> environment) {
    String username = environment.getOrDefault(USERNAME, "");
    String password = environment.getOrDefault(PASSWORD, "");
    if (username.isBlank() || password.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new FirstSuperuser(username.strip(), password, environment.getOrDefault(EMAIL, "")));
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return "FirstSuperuser";
  }
}
