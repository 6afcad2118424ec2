package io.authservice.keycloak.http.limit;

import java.util.Optional;
import org.keycloak.Config;

/**
 * How often what costs the server most may be asked for; empty where there is no limit.
 *
 * @param registration by one address
 * @param login by one address
 * @param accountLogin under one username
 * @param password changes of passwords by one address
 * @param accountPassword changes of one user's password
 */
public record ThrottleRates(
    Optional<Rate> registration,
    Optional<Rate> login,
    Optional<Rate> accountLogin,
    Optional<Rate> password,
    Optional<Rate> accountPassword) {

  public static ThrottleRates of(Config.Scope options) {
    return new ThrottleRates(
        rate(options, "throttle-registration"),
        rate(options, "throttle-token"),
        rate(options, "throttle-token-account"),
        rate(options, "throttle-password"),
        rate(options, "throttle-password-account"));
  }

  private static Optional<Rate> rate(Config.Scope options, String name) {
    try {
      return Rate.parse(options.get(name, ""));
    } catch (IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(name + ": " + unreadable.getMessage(), unreadable);
    }
  }
}
