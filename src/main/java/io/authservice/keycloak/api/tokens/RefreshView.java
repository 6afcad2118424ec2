package io.authservice.keycloak.api.tokens;

import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.grant.TokenIssuer;
import io.authservice.keycloak.token.legacy.LegacyTokens;
import io.authservice.keycloak.token.refresh.RenewedTokens;
import java.util.Optional;

/** {@code /api/token/refresh/}: SimpleJWT's {@code TokenRefreshView}. */
public final class RefreshView extends TokenView {

  private final TokenIssuer issuer;
  private final Optional<LegacyTokens> legacy;
  private final TokenForm form;

  public RefreshView(TokenIssuer issuer, Optional<LegacyTokens> legacy, TokenForm form) {
    super(ViewName.TOKEN_REFRESH);
    this.issuer = issuer;
    this.legacy = legacy;
    this.form = form;
  }

  @Override
  Answer post(ApiRequest request) {
    String refreshToken = form.refresh(request.body()).orThrow();
    try {
      RenewedTokens tokens =
          legacy
              .flatMap(old -> old.refresh(refreshToken))
              .orElseGet(() -> issuer.refresh(refreshToken));
      return Answer.ok(TokensRecord.ofRefresh(tokens.access(), tokens.refresh()));
    } catch (TokenRefusedException refused) {
      throw refusal(refused.reason());
    }
  }
}
