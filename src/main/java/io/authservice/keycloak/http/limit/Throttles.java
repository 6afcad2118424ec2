package io.authservice.keycloak.http.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.authservice.keycloak.metrics.Meter;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.wire.error.ApiException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Refuses with 429 what is asked for too often, on all nodes together. Every method throws {@link
 * ApiException} once the rate is used up.
 */
public final class Throttles implements AutoCloseable {

  /** No user has a longer name ({@code AbstractUser.username}), and no limit a longer memory. */
  private static final int LONGEST_NAME = 150;

  /** No address is longer (RFC 3696, 3). */
  private static final int LONGEST_ADDRESS = 320;

  private final Meters meters;
  private final Optional<SharedPlaces> places;
  private final Optional<Throttle> registration;
  private final Optional<Throttle> login;
  private final Optional<Throttle> accountLogin;
  private final Optional<Throttle> password;
  private final Optional<Throttle> accountPassword;
  private final Optional<Throttle> mail;
  private final Optional<Throttle> addressMail;

  private Throttles(ThrottleRates rates, Meters meters, Optional<SharedPlaces> places) {
    this.meters = meters;
    this.places = places;
    this.registration = limit("registration", rates.registration(), places);
    this.login = limit("token", rates.login(), places);
    this.accountLogin = limit("token-account", rates.accountLogin(), places);
    this.password = limit("password", rates.password(), places);
    this.accountPassword = limit("password-account", rates.accountPassword(), places);
    this.mail = limit("mail", rates.mail(), places);
    this.addressMail = limit("mail-address", rates.addressMail(), places);
  }

  /**
   * Nobody has asked for anything yet, on this node.
   *
   * @param options of the API, and of the server, which say whether there are other nodes
   * @param meters counts what is refused, by the option that limits it
   * @param sessions asked once there are requests
   */
  public static Throttles of(
      Config.Scope options, Meters meters, Supplier<KeycloakSessionFactory> sessions) {
    Optional<SharedPlaces> places =
        "local".equals(options.root().get("cache"))
            ? Optional.empty()
            : Optional.of(new PatientPlaces(new KeycloakPlaces(sessions), Ticker.systemTicker()));
    return new Throttles(ThrottleRates.of(options), meters, places);
  }

  private static Optional<Throttle> limit(
      String option, Optional<Rate> rate, Optional<SharedPlaces> places) {
    return rate.map(held -> Throttle.of(option, held, places));
  }

  public void registration(String sender) {
    require(registration, ClientNetwork.of(sender));
  }

  public void login(String sender) {
    require(login, ClientNetwork.of(sender));
  }

  /** Whether or not there is such a user, which nobody is to learn. */
  public void loginAs(String username) {
    require(accountLogin, key(username, LONGEST_NAME));
  }

  /** Whether or not anyone has the address, which nobody is to learn. */
  public void mail(String sender, String address) {
    require(mail, ClientNetwork.of(sender));
    require(addressMail, key(address, LONGEST_ADDRESS));
  }

  public void passwordChange(String sender, String accountId) {
    require(password, ClientNetwork.of(sender));
    require(accountPassword, accountId);
  }

  private static String key(String typed, int longest) {
    String name = typed.toLowerCase(Locale.ROOT);
    return name.length() > longest ? name.substring(0, longest) : name;
  }

  private void require(Optional<Throttle> limit, String name) {
    limit.ifPresent(held -> require(held, name));
  }

  private void require(Throttle limit, String name) {
    Duration wait = limit.use(name);
    if (!wait.isZero()) {
      meters.count(Meter.THROTTLED, limit.option());
      throw ApiException.throttled(seconds(wait));
    }
  }

  /** Rounded up: who comes back after so many seconds is let in. */
  private static int seconds(Duration wait) {
    return Math.toIntExact(wait.plusSeconds(1).minusNanos(1).toSeconds());
  }

  /** Nobody asks other nodes any more. */
  @Override
  public void close() {
    places.ifPresent(SharedPlaces::close);
  }
}
