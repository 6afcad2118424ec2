package io.authservice.keycloak.token.refresh;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.refresh.InitialRefreshTokenContext;
import org.keycloak.protocol.oidc.refresh.RefreshTokenContext;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;
import org.keycloak.representations.RefreshToken;

/**
 * Refuses used refresh tokens at Keycloak's own token endpoint too. It claims those tokens alone,
 * so that all others go to the provider that would have served them.
 */
public final class BlacklistedTokenProvider implements RefreshTokenProvider {

  public static final String USED_BEFORE = "Refresh token was used before";

  private final RefreshTokenBlacklist used;

  BlacklistedTokenProvider(KeycloakSession session) {
    this.used = new RefreshTokenBlacklist(session);
  }

  @Override
  public boolean supports(InitialRefreshTokenContext context) {
    return false;
  }

  @Override
  public RefreshToken generateRefreshToken(InitialRefreshTokenContext context) {
    throw new IllegalStateException("This provider issues no tokens");
  }

  @Override
  public boolean supports(RefreshTokenContext context) {
    return used.contains(context.oldRefreshToken());
  }

  @Override
  public TokenManager.AccessTokenResponseBuilder refreshAccessToken(RefreshTokenContext context)
      throws OAuthErrorException {
    throw new OAuthErrorException(OAuthErrorException.INVALID_GRANT, USED_BEFORE);
  }
}
