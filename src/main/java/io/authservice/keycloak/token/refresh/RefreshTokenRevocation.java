package io.authservice.keycloak.token.refresh;

import io.authservice.keycloak.token.BoundedEvents;
import io.authservice.keycloak.token.TokenRefusedException;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.RefreshToken;

/** SimpleJWT's blacklist: ends one refresh token, and leaves its session to the others. */
public final class RefreshTokenRevocation {

  private final KeycloakSession session;
  private final String clientId;
  private final SimpleJwtRefreshTokens refreshTokens;

  /**
   * Ends refresh tokens of one client.
   *
   * @param clientId the realm's public client that stands for the API
   */
  public RefreshTokenRevocation(KeycloakSession session, String clientId) {
    this.session = session;
    this.clientId = clientId;
    this.refreshTokens = new SimpleJwtRefreshTokens(session, clientId);
  }

  /**
   * Has a refresh token refused at every token endpoint of the realm. It is durable once the
   * transaction is committed.
   *
   * @throws TokenRefusedException if it is no refresh token of the client, or ended already
   */
  public void add(String refreshToken) {
    RefreshToken token = refreshTokens.blacklist(refreshToken);
    new BoundedEvents(session)
        .event(EventType.REVOKE_GRANT)
        .client(clientId)
        .user(token.getSubject())
        .session(token.getSessionId())
        .detail(Details.REFRESH_TOKEN_ID, token.getId())
        .detail(Details.REFRESH_TOKEN_TYPE, token.getType())
        .success();
  }
}
