package io.authservice.keycloak.http.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

  @ParameterizedTest
  @CsvSource({
    "5/second, 5, PT1S",
    "5/s, 5, PT1S",
    "30/minute, 30, PT1M",
    "30/min, 30, PT1M",
    "' 100/hour ', 100, PT1H",
    "1000/day, 1000, PT24H",
    "1/d, 1, PT24H"
  })
  void isWrittenAsInDjangoRestFramework(String text, int count, Duration period) {
    assertThat(Rate.parse(text)).contains(new Rate(count, period));
  }

  @Test
  void isNoneWhereNothingIsSet() {
    assertThat(Rate.parse("")).isEmpty();
    assertThat(Rate.parse("  ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5", "5/", "/minute", "0/minute", "-1/minute", "5/week", "5/minutes", "5 per day"})
  void isNothingElse(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rate.parse(text))
        .withMessage("\"" + text + "\" is no rate: write <number>/<second, minute, hour or day>");
  }
}
