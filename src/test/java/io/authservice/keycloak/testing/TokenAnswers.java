package io.authservice.keycloak.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;

/** What the token endpoints say, as SimpleJWT's do. */
public final class TokenAnswers {

  private TokenAnswers() {}

  /** Expects that the token sent was refused, whatever was to be done with it. */
  public static void assertRefused(Response response, String detail) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.asString())
        .isEqualTo("{\"detail\":\"%s\",\"code\":\"token_not_valid\"}".formatted(detail));
    assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
  }
}
