package io.authservice.keycloak.http.limit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  private static final String REGISTRATION = "throttle-registration";
  private static final String LOGIN = "throttle-token";
  private static final String ACCOUNT_LOGIN = "throttle-token-account";
  private static final String PASSWORD = "throttle-password";
  private static final String ACCOUNT_PASSWORD = "throttle-password-account";
  private static final String MAIL = "throttle-mail";
  private static final String ADDRESS_MAIL = "throttle-mail-address";

  public static ThrottleRates of(Config.Scope options) {
    return new ThrottleRates(
        rate(options, REGISTRATION),
        rate(options, LOGIN),
        rate(options, ACCOUNT_LOGIN),
        rate(options, PASSWORD),
        rate(options, ACCOUNT_PASSWORD),
        rate(options, MAIL, "20/hour"),
        rate(options, ADDRESS_MAIL, "5/hour"));
  }

  /** Each rate by the name of its option, as it is written there; null where there is none. */
  public Map<String, @Nullable Object> told() {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put(REGISTRATION, text(registration));
    told.put(LOGIN, text(login));
    told.put(ACCOUNT_LOGIN, text(accountLogin));
    told.put(PASSWORD, text(password));
    told.put(ACCOUNT_PASSWORD, text(accountPassword));
    told.put(MAIL, text(mail));
    told.put(ADDRESS_MAIL, text(addressMail));
    return told;
  }

  private static @Nullable String text(Optional<Rate> rate) {
    return rate.map(Rate::text).orElse(null);
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
