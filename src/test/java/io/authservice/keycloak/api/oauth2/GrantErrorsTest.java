package io.authservice.keycloak.api.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.token.endpoint.GrantOutcome;
import io.authservice.keycloak.token.endpoint.OAuth2Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantErrorsTest {

  @Test
  void anUnknownClientIsToldNothingElse() {
    GrantOutcome refusal = new GrantOutcome(false, null, "unauthorized_client", "Wrong secret");

    OAuth2Reply reply = GrantErrors.translated("password", refusal).reply();

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.body()).isEqualTo(Map.of("error", "invalid_client"));
    assertThat(reply.headers())
        .containsEntry("WWW-Authenticate", "Bearer error=\"invalid_client\"");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "password, invalid_grant, Account disabled, invalid_grant, Invalid credentials given.",
        "password, unauthorized_client, Not allowed, unauthorized_client, -",
        "password, invalid_client, Client requires user consent, unauthorized_client, -",
        "client_credentials, unauthorized_client, Not enabled, unauthorized_client, -",
        "client_credentials, invalid_scope, Invalid scopes: admin, invalid_scope, -",
        "refresh_token, invalid_grant, Token is not active, invalid_grant, -",
        "authorization_code, invalid_grant, Code not valid, invalid_grant, -",
        "authorization_code, invalid_grant, Incorrect redirect_uri, invalid_request,"
            + " Mismatching redirect URI.",
        "authorization_code, invalid_grant, PKCE code verifier not specified, invalid_request,"
            + " Code verifier required.",
        "authorization_code, invalid_request, duplicated parameter, invalid_request,"
            + " duplicated parameter",
        "device, authorization_pending, Still pending, authorization_pending, -",
        "device, slow_down, Slow down, slow_down, -",
      })
  void aRefusalIsWordedAsTheOldServiceWordedIt(
      String grantType, String error, String description, String code, String wording) {
    GrantOutcome refusal = new GrantOutcome(true, null, error, description);

    OAuth2Reply reply = GrantErrors.translated(grantType, refusal).reply();

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body())
        .isEqualTo(
            wording == null
                ? Map.of("error", code)
                : Map.of("error", code, "error_description", wording));
    assertThat(reply.headers())
        .containsEntry("Cache-Control", "no-store")
        .containsEntry("Pragma", "no-cache")
        .doesNotContainKey("WWW-Authenticate");
  }
}
