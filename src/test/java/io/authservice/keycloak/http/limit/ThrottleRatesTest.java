package io.authservice.keycloak.http.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.authservice.keycloak.testing.SpiOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThrottleRatesTest {

  @Test
  void nothingButMailsIsLimitedUnlessItIsSet() {
    assertThat(ThrottleRates.of(SpiOptions.none()))
        .isEqualTo(
            new ThrottleRates(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                hourly(20),
                hourly(5)));
  }

  @Test
  void everyRateIsAnOption() {
    assertThat(
            ThrottleRates.of(
                new SpiOptions(
                    Map.of(
                        "throttle-registration", "1/hour",
                        "throttle-token", "2/hour",
                        "throttle-token-account", "3/hour",
                        "throttle-password", "4/hour",
                        "throttle-password-account", "5/hour",
                        "throttle-mail", "6/hour",
                        "throttle-mail-address", "7/hour"))))
        .isEqualTo(
            new ThrottleRates(
                hourly(1), hourly(2), hourly(3), hourly(4), hourly(5), hourly(6), hourly(7)));
  }

  private static Optional<Rate> hourly(int count) {
    return Optional.of(new Rate(count, Duration.ofHours(1)));
  }

  @Test
  void whatIsNoRateIsRefusedAtTheStart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ThrottleRates.of(new SpiOptions(Map.of("throttle-token", "often"))))
        .withMessageStartingWith("throttle-token: \"often\" is no rate");
  }
}
