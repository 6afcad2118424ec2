package io.authservice.keycloak.http.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadableBearerTest {

  private static String encoded(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | {\"iss\":\"x\"}",
        "[] | {\"iss\":\"x\"}",
        "{} | {\"iss\":\"x\"}",
        "{\"alg\":null} | {\"iss\":\"x\"}",
        "{\"alg\":\"RS256\"} | null",
        "{\"alg\":\"RS256\"} | {}",
        "{\"alg\":\"RS256\"} | {\"iss\":7}",
        "{\"alg\":\"RS256\"} | []"
      })
  void aTokenWithoutAlgorithmOrIssuerIsNotLeftToKeycloak(String header, String claims) {
    String token = encoded(header) + "." + encoded(claims);

    for (String scheme : new String[] {"Bearer ", "bearer ", "BEARER  "}) {
      assertThat(ReadableBearer.isReadable(scheme + token + ".AA")).isFalse();
      assertThat(ReadableBearer.isReadable(scheme + token)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic YTpi", "Bearer", "Bearer ", "Bearer opaque", "Bearer a.b.c"})
  void whatItIsNotAboutIs(String header) {
    assertThat(ReadableBearer.isReadable(header)).isTrue();
  }

  @Test
  void soAreTokensAndRequestsWithout() {
    String token = encoded("{\"alg\":\"RS256\"}") + "." + encoded("{\"iss\":\"x\"}") + ".AA";

    assertThat(ReadableBearer.isReadable("Bearer " + token)).isTrue();
    assertThat(ReadableBearer.isReadable(null)).isTrue();
  }
}
