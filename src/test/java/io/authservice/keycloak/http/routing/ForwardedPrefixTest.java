package io.authservice.keycloak.http.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedPrefixTest {

  private static MultiMap sent(String... values) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (String value : values) {
      headers.add("X-Forwarded-Prefix", value);
    }
    return headers;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/sso", "sso", "/sso/", "/a/b-c/d_e.f~1", "/.well-known"})
  void aPathIsFit(String value) {
    assertThat(ForwardedPrefix.isFit(sent(value))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//elsewhere.example",
        "/\\elsewhere.example",
        "https://elsewhere.example",
        "/sso//x",
        "/sso//",
        "/..",
        "/sso/../x",
        "/sso/.",
        "/sso?x=",
        "/sso#",
        "/sso;x",
        "/s%2fo",
        "/s o",
        "/sso, /sso",
        "@elsewhere.example",
        ":1"
      })
  void whatIsNoPathIsNot(String value) {
    assertThat(ForwardedPrefix.isFit(sent(value))).isFalse();
  }

  @Test
  void absentOrOnce() {
    assertThat(ForwardedPrefix.isFit(sent())).isTrue();
    assertThat(ForwardedPrefix.isFit(sent("/a", "/a"))).isFalse();
  }
}
