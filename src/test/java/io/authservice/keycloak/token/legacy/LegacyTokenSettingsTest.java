package io.authservice.keycloak.token.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.authservice.keycloak.account.issued.IssuedToken.Kind;
import io.authservice.keycloak.testing.SimpleJwt;
import io.authservice.keycloak.testing.SpiOptions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyTokenSettingsTest {

  private static final String UNTIL = "2030-01-31T12:00:00+01:00";

  @Test
  void withoutASecretNoneAreAccepted() {
    assertThat(LegacyTokenSettings.of(SpiOptions.none())).isEmpty();
    assertThat(LegacyTokenSettings.of(new SpiOptions(Map.of("legacy-jwt-secret", " ")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"until", "algorithm", "sliding", "audience", "issuer"})
  void detailsWithoutASecretAreRefused(String detail) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                LegacyTokenSettings.of(
                    new SpiOptions(Map.of("legacy-jwt-" + detail, "never-shown"))))
        .withMessage(
            "legacy-jwt-%s means nothing without legacy-jwt-secret or legacy-jwt-public-key",
            detail);
  }

  @Test
  void hasSimpleJwtsDefaults() {
    LegacyTokenSettings rules = read(Map.of("legacy-jwt-until", UNTIL));

    assertThat(rules.signature().algorithm()).isEqualTo("HS256");
    assertThat(rules.sliding()).isFalse();
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
    "legacy-jwt-algorithm, RS1",
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not a key",
        "-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY-----",
        "-----BEGIN RSA PUBLIC KEY-----\\nAAAA\\n-----END RSA PUBLIC KEY-----"
      })
  void refusesWhatIsNoPublicKey(String pem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> byKey("RS256", pem))
        .withMessageContaining("legacy-jwt-public-key");
  }

  @ParameterizedTest
  @CsvSource({"RSA, 1024, RS256", "EC, 384, ES256", "EC, 256, RS256", "RSA, 2048, EdDSA"})
  void refusesAKeyThatIsNotTheAlgorithms(String family, int size, String algorithm)
      throws GeneralSecurityException {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance(family);
    pairs.initialize(size);
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getEncoder().encodeToString(pairs.generateKeyPair().getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> byKey(algorithm, pem))
        .withMessageContaining("legacy-jwt-public-key is no public key for " + algorithm);
  }

  @Test
  void wantsTheKeyOfItsAlgorithmAndNoOther() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of("legacy-jwt-until", UNTIL, "legacy-jwt-algorithm", "RS256")))
        .withMessageContaining("legacy-jwt-public-key");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> byKey("HS256", "any"))
        .withMessageContaining("legacy-jwt-secret");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of("legacy-jwt-until", UNTIL, "legacy-jwt-public-key", "any")))
        .withMessageContaining("and that alone");
  }

  @Test
  void eachKindOfStoredTokensHasAnEndOfItsOwn() {
    assertThat(LegacySettings.of(SpiOptions.none()).tables()).isEmpty();
    assertThat(
            LegacySettings.of(
                    new SpiOptions(
                        Map.of(
                            "legacy-oauth2-access-until",
                            UNTIL,
                            "legacy-drf-token-until",
                            "2031-01-01T00:00:00Z")))
                .tables())
        .isEqualTo(
            Map.of(
                Kind.OAUTH2_ACCESS, Instant.parse("2030-01-31T11:00:00Z"),
                Kind.DRF, Instant.parse("2031-01-01T00:00:00Z")));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                LegacySettings.of(
                    new SpiOptions(Map.of("legacy-oauth2-refresh-until", "tomorrow"))))
        .withMessageContaining("legacy-oauth2-refresh-until");
  }

  private static LegacyTokenSettings byKey(String algorithm, String pem) {
    return LegacyTokenSettings.of(
            new SpiOptions(
                Map.of(
                    "legacy-jwt-until", UNTIL,
                    "legacy-jwt-algorithm", algorithm,
                    "legacy-jwt-public-key", pem)))
        .orElseThrow();
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
