package io.authservice.keycloak.api.session;

import io.authservice.keycloak.api.tokens.TokenForm;
import io.authservice.keycloak.api.tokens.TokenRenewal;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.PostView;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.token.refresh.RenewedTokens;
import io.authservice.keycloak.wire.error.TokenErrors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code /dj-rest-auth/token/refresh/}: SimpleJWT's refresh, and when the new token expires. */
public final class RenewalView extends PostView {

  private final TokenRenewal renewal;
  private final TokenForm form;
  private final TokenTimes times;
  private final TokenCookies cookies;

  public RenewalView(TokenRenewal renewal, TokenForm form, TokenTimes times, TokenCookies cookies) {
    super(ViewName.TOKEN_REFRESH);
    this.renewal = renewal;
    this.form = form;
    this.times = times;
    this.cookies = cookies;
  }

  /** Keycloak keeps events of what it refuses. */
  @Override
  public boolean keepsWritesOfRefusals() {
    return true;
  }

  @Override
  protected Answer post(ApiRequest request) {
    RenewedTokens tokens = renewal.by(refreshToken(request));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("access", tokens.access());
    Optional<String> shown = tokens.refresh().filter(successor -> !cookies.keepRefreshToken());
    shown.ifPresent(successor -> body.put("refresh", successor));
    body.put("access_expiration", times.expiry(tokens.access()).toString());
    shown.ifPresent(
        successor -> body.put("refresh_expiration", times.expiry(successor).toString()));
    return Answer.ok(body).setting(cookies.of(tokens.access(), tokens.refresh()));
  }

  /** One that is sent goes before one that a browser keeps. */
  private String refreshToken(ApiRequest request) {
    return request.body().mentions("refresh") || !cookies.keepRefreshToken()
        ? form.refresh(request.body()).orThrow()
        : cookies
            .refreshToken(request)
            .orElseThrow(() -> TokenErrors.refreshTokenNotValid("No valid refresh token found."));
  }
}
