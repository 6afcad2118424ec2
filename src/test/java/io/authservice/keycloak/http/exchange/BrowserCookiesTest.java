package io.authservice.keycloak.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.authservice.keycloak.testing.SpiOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserCookiesTest {

  private static final Map<String, String> ON =
      Map.of("client-calls", "dj-rest-auth", "jwt-auth-cookie", "app");

  private static Optional<BrowserCookies> with(String option, String value) {
    Map<String, String> options = new HashMap<>(ON);
    options.put(option, value);
    return BrowserCookies.of(new SpiOptions(options));
  }

  @Test
  void withoutANameThereAreNone() {
    assertThat(BrowserCookies.of(SpiOptions.none())).isEmpty();
  }

  @Test
  void aNameAloneIsThatOfTheAccessToken() {
    assertThat(BrowserCookies.of(new SpiOptions(ON)))
        .contains(new BrowserCookies("app", Optional.empty(), "/", "Lax"));
    assertThat(with("jwt-auth-samesite", "Strict").orElseThrow().ofAccess("a.b.c", 300))
        .isEqualTo("app=a.b.c; Path=/; Max-Age=300; Secure; SameSite=Strict; HttpOnly");
  }

  @ParameterizedTest
  @CsvSource({
    "client-calls, djoser",
    "jwt-auth-cookie, csrftoken",
    "jwt-auth-cookie, a;b",
    "jwt-auth-refresh-cookie, app",
    "jwt-auth-refresh-cookie, csrftoken",
    "jwt-auth-refresh-cookie-path, '/; Domain=example.com'",
    "jwt-auth-refresh-cookie-path, api",
    "jwt-auth-samesite, lax"
  })
  void whatDoesNotGoTogetherIsRefusedAtTheStart(String option, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(option, value))
        .withMessageContaining(option);
  }
}
