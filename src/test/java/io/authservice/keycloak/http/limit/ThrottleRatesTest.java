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
  void nothingIsLimitedUnlessItIsSet() {
    assertThat(ThrottleRates.of(SpiOptions.none()))
        .isEqualTo(
            new ThrottleRates(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
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
                        "throttle-password-account", "5/hour"))))
        .isEqualTo(new ThrottleRates(hourly(1), hourly(2), hourly(3), hourly(4), hourly(5)));
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
