package io.authservice.keycloak.http.limit;

import io.authservice.keycloak.metrics.Meter;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.wire.error.ApiException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Refuses with 429 what is asked for too often. Each server counts for itself. Every method throws
 * {@link ApiException} once the rate is used up.
 */
public final class Throttles {

  /** No user has a longer name ({@code AbstractUser.username}), and no limit a longer memory. */
  private static final int LONGEST_NAME = 150;

  /** No address is longer (RFC 3696, 3). */
  private static final int LONGEST_ADDRESS = 320;

  private final Meters meters;
  private final Optional<RateLimit> registration;
  private final Optional<RateLimit> login;
  private final Optional<RateLimit> accountLogin;
  private final Optional<RateLimit> password;
  private final Optional<RateLimit> accountPassword;
  private final Optional<RateLimit> mail;
  private final Optional<RateLimit> addressMail;

  /**
   * Nobody has asked for anything yet.
   *
   * @param meters counts what is refused, by the option that limits it
   */
  public Throttles(ThrottleRates rates, Meters meters) {
    this.meters = meters;
    this.registration = rates.registration().map(RateLimit::new);
    this.login = rates.login().map(RateLimit::new);
    this.accountLogin = rates.accountLogin().map(RateLimit::new);
    this.password = rates.password().map(RateLimit::new);
    this.accountPassword = rates.accountPassword().map(RateLimit::new);
    this.mail = rates.mail().map(RateLimit::new);
    this.addressMail = rates.addressMail().map(RateLimit::new);
  }

  public void registration(String sender) {
    require("registration", registration, ClientNetwork.of(sender));
  }

  public void login(String sender) {
    require("token", login, ClientNetwork.of(sender));
  }

  /** Whether or not there is such a user, which nobody is to learn. */
  public void loginAs(String username) {
    require("token-account", accountLogin, key(username, LONGEST_NAME));
  }

  /** Whether or not anyone has the address, which nobody is to learn. */
  public void mail(String sender, String address) {
    require("mail", mail, ClientNetwork.of(sender));
    require("mail-address", addressMail, key(address, LONGEST_ADDRESS));
  }

  public void passwordChange(String sender, String accountId) {
    require("password", password, ClientNetwork.of(sender));
    require("password-account", accountPassword, accountId);
  }

  private static String key(String typed, int longest) {
    String name = typed.toLowerCase(Locale.ROOT);
    return name.length() > longest ? name.substring(0, longest) : name;
  }

  private void require(String option, Optional<RateLimit> limit, String name) {
    Duration wait = limit.map(held -> held.use(name)).orElse(Duration.ZERO);
    if (!wait.isZero()) {
      meters.count(Meter.THROTTLED, option);
      throw ApiException.throttled(seconds(wait));
    }
  }

  /** Rounded up: who comes back after so many seconds is let in. */
  private static int seconds(Duration wait) {
    return Math.toIntExact(wait.plusSeconds(1).minusNanos(1).toSeconds());
  }
}
