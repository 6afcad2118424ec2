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
 * @param mail mails asked for by one address on the network
 * @param addressMail mails to one e-mail address
 */
public record ThrottleRates(
    Optional<Rate> registration,
    Optional<Rate> login,
    Optional<Rate> accountLogin,
    Optional<Rate> password,
    Optional<Rate> accountPassword,
    Optional<Rate> mail,
    Optional<Rate> addressMail) {

  public static ThrottleRates of(Config.Scope options) {
    return new ThrottleRates(
        rate(options, "throttle-registration"),
        rate(options, "throttle-token"),
        rate(options, "throttle-token-account"),
        rate(options, "throttle-password"),
        rate(options, "throttle-password-account"),
        rate(options, "throttle-mail", "20/hour"),
        rate(options, "throttle-mail-address", "5/hour"));
  }

  private static Optional<Rate> rate(Config.Scope options, String name) {
    return rate(options, name, "");
  }

  private static Optional<Rate> rate(Config.Scope options, String name, String otherwise) {
    try {
      return Rate.parse(options.get(name, otherwise));
    } catch (IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(name + ": " + unreadable.getMessage(), unreadable);
    }
  }
}
