package io.authservice.keycloak.api.tokens;

import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.grant.TokenIssuer;
import io.authservice.keycloak.token.legacy.LegacyTokens;
import io.authservice.keycloak.token.refresh.RenewedTokens;
import java.util.Optional;

/** Renewals by a refresh token, whatever call asks for them, refused in SimpleJWT's words. */
public final class TokenRenewal {

  private final TokenIssuer issuer;
  private final Optional<LegacyTokens> legacy;

  public TokenRenewal(TokenIssuer issuer, Optional<LegacyTokens> legacy) {
    this.issuer = issuer;
    this.legacy = legacy;
  }

  /**
   * Renews.
   *
   * @throws io.authservice.keycloak.wire.error.ApiException 401 if the token is of no use
   */
  public RenewedTokens by(String refreshToken) {
    try {
      return legacy
          .flatMap(old -> old.refresh(refreshToken))
          .orElseGet(() -> issuer.refresh(refreshToken));
    } catch (TokenRefusedException refused) {
      throw TokenView.refusal(refused.reason());
    }
  }
}
