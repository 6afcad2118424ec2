package io.authservice.keycloak.api.session;

import io.authservice.keycloak.api.tokens.TokenForm;
import io.authservice.keycloak.api.tokens.TokenRenewal;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.PostView;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.token.refresh.RenewedTokens;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /dj-rest-auth/token/refresh/}: SimpleJWT's refresh, and when the new token expires. */
public final class RenewalView extends PostView {

  private final TokenRenewal renewal;
  private final TokenForm form;
  private final TokenTimes times;

  public RenewalView(TokenRenewal renewal, TokenForm form, TokenTimes times) {
    super(ViewName.TOKEN_REFRESH);
    this.renewal = renewal;
    this.form = form;
    this.times = times;
  }

  /** Keycloak keeps events of what it refuses. */
  @Override
  public boolean keepsWritesOfRefusals() {
    return true;
  }

  @Override
  protected Answer post(ApiRequest request) {
    RenewedTokens tokens = renewal.by(form.refresh(request.body()).orThrow());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("access", tokens.access());
    tokens.refresh().ifPresent(successor -> body.put("refresh", successor));
    body.put("access_expiration", times.expiry(tokens.access()).toString());
    tokens
        .refresh()
        .ifPresent(successor -> body.put("refresh_expiration", times.expiry(successor).toString()));
    return Answer.ok(body);
  }
}
