package io.authservice.keycloak.api.tokens;

import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.token.refresh.RenewedTokens;

/** {@code /api/token/refresh/}: SimpleJWT's {@code TokenRefreshView}. */
public final class RefreshView extends TokenView {

  private final TokenRenewal renewal;
  private final TokenForm form;

  public RefreshView(TokenRenewal renewal, TokenForm form) {
    super(ViewName.TOKEN_REFRESH);
    this.renewal = renewal;
    this.form = form;
  }

  @Override
  protected Answer post(ApiRequest request) {
    RenewedTokens tokens = renewal.by(form.refresh(request.body()).orThrow());
    return Answer.ok(TokensRecord.ofRefresh(tokens.access(), tokens.refresh()));
  }
}
