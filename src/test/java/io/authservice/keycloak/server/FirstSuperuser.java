package io.authservice.keycloak.server;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The superuser that the extension makes at a server's first start, as Django's {@code
 * createsuperuser --noinput} does from its variables.
 *
 * @param name its username
 * @param generatedPassword the password, if nobody chose one
 * @param environment what the server is told
 */
record FirstSuperuser(
    String name, Optional<String> generatedPassword, Map<String, String> environment) {
  static final String USERNAME = "AUTH_SERVICE_SUPERUSER_USERNAME";
  static final String PASSWORD = "AUTH_SERVICE_SUPERUSER_PASSWORD";
  static final String EMAIL = "AUTH_SERVICE_SUPERUSER_EMAIL";

  // No letters and digits that look alike: people copy it from a screen.
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int LENGTH = 20;

  /**
   * @param known the name from an earlier start on the same data
   * @param given this process's environment
   */
  static FirstSuperuser plan(Optional<String> known, Map<String, String> given) {
    if (known.isPresent()) {
      return new FirstSuperuser(
          given.getOrDefault(USERNAME, known.get()), Optional.empty(), Map.of());
    }
    String name = given.getOrDefault(USERNAME, "admin");
    Optional<String> generated =
        given.containsKey(PASSWORD) ? Optional.empty() : Optional.of(randomPassword());
    return new FirstSuperuser(
        name,
        generated,
        Map.of(
            USERNAME, name,
            PASSWORD, generated.orElseGet(() -> given.get(PASSWORD)),
            EMAIL, given.getOrDefault(EMAIL, "admin@example.com")));
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "FirstSuperuser[" + name + "]";
  }

  private static String randomPassword() {
    SecureRandom random = new SecureRandom();
    return random
        .ints(LENGTH, 0, ALPHABET.length())
        .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
        .collect(Collectors.joining());
  }
}
