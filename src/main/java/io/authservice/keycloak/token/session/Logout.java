package io.authservice.keycloak.token.session;

import io.authservice.keycloak.token.BoundedEvents;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.TokenRefusedException.Reason;
import io.authservice.keycloak.token.refresh.SimpleJwtRefreshTokens;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.RefreshToken;

/** Ends the session that a refresh token belongs to, with every token of it. */
public final class Logout {

  private final KeycloakSession session;
  private final String clientId;
  private final SimpleJwtRefreshTokens refreshTokens;

  /**
   * Ends sessions by the refresh tokens of one client.
   *
   * @param clientId the realm's public client that stands for the API
   */
  public Logout(KeycloakSession session, String clientId) {
    this.session = session;
    this.clientId = clientId;
    this.refreshTokens = new SimpleJwtRefreshTokens(session, clientId);
  }

  /**
   * Logs out.
   *
   * @throws TokenRefusedException if it is no refresh token of the client, or its session has ended
   */
  public void by(String refreshToken) {
    RefreshToken token = refreshTokens.read(refreshToken);
    RealmModel realm = session.getContext().getRealm();
    UserModel user =
        token.getSubject() == null ? null : session.users().getUserById(realm, token.getSubject());
    if (user == null
        || token.getSessionId() == null
        || !new UserSessions(session, realm).end(user, token.getSessionId())) {
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
    new BoundedEvents(session)
        .event(EventType.LOGOUT)
        .client(clientId)
        .user(user)
        .session(token.getSessionId())
        .success();
  }
}
