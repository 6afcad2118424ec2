package io.authservice.keycloak.token.bearer;

import io.authservice.keycloak.token.CompactToken;
import io.authservice.keycloak.token.RealmApiClient;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.TokenRefusedException.Reason;
import io.authservice.keycloak.token.legacy.LegacyTokens;
import io.authservice.keycloak.token.refresh.SimpleJwtRefreshTokens;
import java.util.Optional;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.RefreshToken;
import org.keycloak.util.TokenUtil;

/** SimpleJWT's verify: whether a token is of use at the API, as access or as refresh token. */
public final class TokenVerification {

  private final KeycloakSession session;
  private final RealmApiClient apiClient;
  private final BearerTokens bearers;
  private final Optional<LegacyTokens> legacy;
  private final SimpleJwtRefreshTokens refreshTokens;

  /**
   * Checks tokens made for the API.
   *
   * @param clientId the client whose refresh tokens are taken
   * @param bearers takes the access tokens
   * @param legacy the old service's tokens, if they are accepted too
   */
  public TokenVerification(
      KeycloakSession session,
      String clientId,
      BearerTokens bearers,
      Optional<LegacyTokens> legacy) {
    this.session = session;
    this.apiClient = new RealmApiClient(session, clientId);
    this.bearers = bearers;
    this.legacy = legacy;
    this.refreshTokens = new SimpleJwtRefreshTokens(session, clientId);
  }

  /**
   * Passes an access token that the API would take now, and a refresh token that could be used now;
   * uses up neither.
   *
   * @throws TokenRefusedException for any other
   */
  public void requireUsable(String token) {
    if (legacy.filter(old -> old.verify(token)).isPresent()) {
      return;
    }
    RefreshToken claims = CompactToken.decode(session, token, RefreshToken.class);
    if (claims != null && TokenUtil.TOKEN_TYPE_REFRESH.equals(claims.getType())) {
      requireRefreshable(token, claims);
    } else {
      bearers.accept(token);
    }
  }

  /** What Keycloak looks at before it refreshes. */
  private void requireRefreshable(String compact, RefreshToken decoded) {
    RefreshToken token = refreshTokens.usable(decoded);
    KeycloakContext context = session.getContext();
    RealmModel realm = context.getRealm();
    ClientModel client =
        apiClient.enter().orElseThrow(() -> new TokenRefusedException(Reason.INVALID_TOKEN));
    try {
      TokenManager manager = new TokenManager();
      manager.verifyRefreshToken(session, realm, client, context.getHttpRequest(), compact, true);
      TokenManager.TokenValidation valid =
          manager.validateToken(
              session,
              context.getUri(),
              context.getConnection(),
              realm,
              token,
              context.getHttpRequest().getHttpHeaders(),
              token.getScope());
      if (!TokenManager.isUserValid(session, realm, token, valid.user)) {
        throw new TokenRefusedException(Reason.INVALID_TOKEN);
      }
      if (realm.isRevokeRefreshToken()) {
        manager.validateTokenReuse(
            session, realm, token, valid.clientSessionCtx.getClientSession(), false);
      }
    } catch (OAuthErrorException refused) {
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
  }
}
