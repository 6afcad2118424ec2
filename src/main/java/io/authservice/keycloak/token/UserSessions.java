package io.authservice.keycloak.token;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/** Ends what was issued to a user: with a session go its refresh tokens, wherever they are. */
public final class UserSessions {

  private final KeycloakSession session;

  public UserSessions(KeycloakSession session) {
    this.session = session;
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
  public void endAllBut(UserModel user, @Nullable String keptSessionId) {
    RealmModel realm = session.getContext().getRealm();
    List<UserSessionModel> ending =
        Stream.concat(
                session.sessions().getUserSessionsStream(realm, user),
                session.sessions().getOfflineUserSessionsStream(realm, user))
            .filter(userSession -> !userSession.getId().equals(keptSessionId))
            .toList();
    for (UserSessionModel userSession : ending) {
      AuthenticationManager.backchannelLogout(session, userSession, true);
    }
  }
}
