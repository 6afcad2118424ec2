package io.authservice.keycloak.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompactTokenTest {

  private static final String HEADER = "{\"alg\":\"RS256\"}";

  private static String encoded(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  private static String token(String header, String claims) {
    return encoded(header) + "." + encoded(claims) + ".AA";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"sub\":\"1\",\"aud\":[\"a\",\"b\"],\"cnf\":{\"jkt\":\"x\"},\"x\":[[{}]]}",
        "{\"aud\":\"a\",\"exp\":1}"
      })
  void anObjectUnderAHeaderWithAnAlgorithmIsAToken(String claims) {
    assertThat(CompactToken.isWellFormed(token(HEADER, claims))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "7", "\"text\"", "true", "", "{", "{\"exp\":\"soon\"}"})
  void otherClaimsAreNone(String claims) {
    assertThat(CompactToken.isWellFormed(token(HEADER, claims))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"null", "[]", "{}", "''", "{\"alg\":null}", "{\"alg\":\"RS257\"}", "{\"alg\":{}}"})
  void otherHeadersAreNone(String header) {
    assertThat(CompactToken.isWellFormed(token(header == null ? "" : header, "{}"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "...", "a.b", "a.b.c", "bnVsbA.e30.AA", "\0.\0.\0"})
  void otherShapesAreNone(String text) {
    assertThat(CompactToken.isWellFormed(text)).isFalse();
  }

  @Test
  void millionsOfPartsAndLevelsAreNone() {
    assertThat(CompactToken.isWellFormed(".".repeat(4_000_000))).isFalse();
    assertThat(CompactToken.isWellFormed(token(HEADER, "{\"a\":".repeat(500_000)))).isFalse();
    assertThat(CompactToken.isWellFormed(token("[".repeat(500_000), "{}"))).isFalse();
  }
}
