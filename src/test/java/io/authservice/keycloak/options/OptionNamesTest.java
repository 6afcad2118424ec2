package io.authservice.keycloak.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.authservice.keycloak.testing.SpiOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionNamesTest {

  private static final String API = "spi-realm-restapi-extension--auth-service--";
  private static final String STORAGE = "spi-storage--auth-service-users--";

  private static CheckedOptions options(String spi, String id, String... names) {
    CheckedOptions options = new CheckedOptions(spi, id, SpiOptions.none());
    for (String name : names) {
      assertThat(options.get(name)).isNull();
    }
    return options;
  }

  private final OptionNames names =
      new OptionNames(
          List.of(
              options(
                  "realm-restapi-extension",
                  "auth-service",
                  "registration-open",
                  "throttle-registration",
                  "legacy-jwt-secret"),
              options("storage", "auth-service-users", "staff-console")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kc." + API + "registration-open",
        "kc.spi-realm-restapi-extension-auth-service-registration-open",
        "kc." + STORAGE + "staff-console",
        "kc." + STORAGE + "enabled",
        "kc.spi-realm-restapi-extension--other--registraton-open",
        "kc.spi-email-sender--provider",
        "kc.hostname",
        "quarkus.http.port"
      })
  void knowsWhatIsReadAndWhatIsOfOthers(String name) {
    assertThatCode(() -> names.requireKnown(List.of(name))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    API + "registraton-open, " + API + "registration-open",
    API + "registration, " + API + "registration-open",
    API + "staff-console, " + STORAGE + "staff-console",
    API + "throttle-registrations, " + API + "throttle-registration",
    "spi-storage--auth-service--staff-console, " + STORAGE + "staff-console",
    "spi-realm-restapi-extension-auth-service-legacy-jwt-secre, " + API + "legacy-jwt-secret"
  })
  void namesTheMostLikeOfWhatNobodyReads(String unknown, String nearest) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> names.requireKnown(List.of("kc." + unknown)))
        .withMessage("There is no option --" + unknown + "; the most like it is --" + nearest);
  }

  @Test
  void numbersAndFlagsAreSuchAndAreNotRepeated() {
    CheckedOptions options =
        new CheckedOptions(
            "storage",
            "auth-service-users",
            new SpiOptions(Map.of("flag", "yess", "number", "1o", "blank", "", "good", "False")));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.getBoolean("flag", true))
        .withMessage("--" + STORAGE + "flag must be true or false");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.getInt("number", 1))
        .withMessage("--" + STORAGE + "number must be a whole number, and not too large");
    assertThatIllegalArgumentException().isThrownBy(() -> options.getLong("number", 1L));
    assertThat(options.getBoolean("good", true)).isFalse();
    assertThat(options.getBoolean("other", true)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"kitten, sitting, 3", "'', abc, 3", "same, same, 0", "ab, ba, 2"})
  void theDistanceIsThatOfLevenshtein(String one, String other, int distance) {
    assertThat(OptionNames.distance(one, other)).isEqualTo(distance);
  }
}
