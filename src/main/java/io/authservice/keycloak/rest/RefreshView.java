package io.authservice.keycloak.rest;

import io.authservice.keycloak.token.LegacyTokens;
import io.authservice.keycloak.token.RenewedTokens;
import io.authservice.keycloak.token.TokenIssuer;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.wire.AccessOnly;
import io.authservice.keycloak.wire.RotatedPair;
import io.authservice.keycloak.wire.TokenForm;
import io.authservice.keycloak.wire.ViewName;
import java.util.Optional;

/** {@code /api/token/refresh/}: SimpleJWT's {@code TokenRefreshView}. */
final class RefreshView extends TokenView {

  private final TokenIssuer issuer;
  private final Optional<LegacyTokens> legacy;
  private final TokenForm form;

  RefreshView(TokenIssuer issuer, Optional<LegacyTokens> legacy, TokenForm form) {
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
      return tokens
          .refresh()
          .map(successor -> Answer.ok(new RotatedPair(tokens.access(), successor)))
          .orElseGet(() -> Answer.ok(new AccessOnly(tokens.access())));
    } catch (TokenRefusedException refused) {
      throw refusal(refused.reason());
    }
  }
}
