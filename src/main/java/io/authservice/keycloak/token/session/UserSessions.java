package io.authservice.keycloak.token.session;

import io.authservice.keycloak.storage.identity.AccountNotBefore;
import jakarta.enterprise.context.ContextNotActiveException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.UserSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A user's sessions, and their end: with a session go its refresh tokens, wherever they are. What
 * was left for later use (offline sessions) counts as well.
 */
public final class UserSessions {

  private final KeycloakSession session;
  private final RealmModel realm;

  public UserSessions(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** Every session of the user; one that is kept for later use may have the id of another. */
  public List<UserSessionModel> of(UserModel user) {
    return Stream.concat(
            session.sessions().getUserSessionsStream(realm, user),
            session.sessions().getOfflineUserSessionsStream(realm, user))
        .toList();
  }

  /**
   * Ends one session of the user.
   *
   * @return false if the user has none of this id, whoever else has
   */
  public boolean end(UserModel user, String sessionId) {
    List<UserSessionModel> ending =
        of(user).stream().filter(own -> own.getId().equals(sessionId)).toList();
    endEach(ending);
    return !ending.isEmpty();
  }

  /** Ends every session of the user. */
  public void endAll(UserModel user) {
    endAllBut(user, null);
  }

  /**
   * Ends every session of the user but one, offline sessions included; clients that asked to be
   * told are told.
   *
   * @param keptSessionId the session that goes on; null for none
   */
  void endAllBut(UserModel user, @Nullable String keptSessionId) {
    new AccountNotBefore(session, realm).note(user);
    endEach(
        of(user).stream()
            .filter(userSession -> !userSession.getId().equals(keptSessionId))
            .toList());
  }

  private void endEach(List<UserSessionModel> ending) {
    AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
    ending.forEach(this::end);
    if (login != null) {
      // Each logout leaves one of its own in the context, where a login may be under way.
      session.getContext().setAuthenticationSession(login);
    }
  }

  private void end(UserSessionModel userSession) {
    try {
      AuthenticationManager.backchannelLogout(session, userSession, true);
    } catch (ContextNotActiveException noRequest) {
      // The server's own work, such as a lock-out, has no address to tell clients of a logout from.
      if (userSession.isOffline()) {
        new UserSessionManager(session).revokeOfflineUserSession(userSession);
      } else {
        session.sessions().removeUserSession(realm, userSession);
      }
    }
  }
}
