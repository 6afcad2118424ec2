package io.authservice.keycloak.token.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.authservice.keycloak.testing.SimpleJwt;
import io.authservice.keycloak.testing.SpiOptions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacyTokenSettingsTest {

  private static final String UNTIL = "2030-01-31T12:00:00+01:00";

  @Test
  void withoutASecretNoneAreAccepted() {
    assertThat(LegacyTokenSettings.of(SpiOptions.none())).isEmpty();
    assertThat(LegacyTokenSettings.of(new SpiOptions(Map.of("legacy-jwt-until", UNTIL)))).isEmpty();
    assertThat(LegacyTokenSettings.of(new SpiOptions(Map.of("legacy-jwt-secret", " ")))).isEmpty();
  }

  @Test
  void hasSimpleJwtsDefaults() {
    LegacyTokenSettings rules = read(Map.of("legacy-jwt-until", UNTIL));

    assertThat(rules.algorithm()).isEqualTo("HS256");
    assertThat(rules.key().getAlgorithm()).isEqualTo("HmacSHA256");
    assertThat(rules.until()).isEqualTo(Instant.parse("2030-01-31T11:00:00Z"));
    assertThat(rules.audience()).isEmpty();
    assertThat(rules.issuer()).isEmpty();
    assertThat(rules.toString()).doesNotContain(SimpleJwt.SECRET);
  }

  @Test
  void needsAnEnd() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of()))
        .withMessageContaining("legacy-jwt-until")
        .withMessageNotContaining(SimpleJwt.SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "legacy-jwt-until, tomorrow",
    "legacy-jwt-until, 2030-01-31",
    "legacy-jwt-until, 2030-01-31T12:00:00",
    "legacy-jwt-algorithm, RS256",
    "legacy-jwt-algorithm, none",
    "legacy-jwt-algorithm, hs256"
  })
  void namesWhatCannotBeUsed(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(replaced(name, value)))
        .withMessageContaining(name)
        .withMessageContaining(value)
        .withMessageNotContaining(SimpleJwt.SECRET);
  }

  @Test
  void refusesASecretThatCanBeGuessed() {
    String guessable = "x".repeat(31);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of("legacy-jwt-until", UNTIL, "legacy-jwt-secret", guessable)))
        .withMessageContaining("legacy-jwt-secret")
        .withMessageNotContaining(guessable);
  }

  private static Map<String, String> replaced(String name, String value) {
    Map<String, String> options = new HashMap<>(Map.of("legacy-jwt-until", UNTIL));
    options.put(name, value);
    return options;
  }

  private static LegacyTokenSettings read(Map<String, String> more) {
    Map<String, String> options = new HashMap<>(Map.of("legacy-jwt-secret", SimpleJwt.SECRET));
    options.putAll(more);
    return LegacyTokenSettings.of(new SpiOptions(options)).orElseThrow();
  }
}
