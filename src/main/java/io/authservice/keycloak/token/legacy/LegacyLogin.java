package io.authservice.keycloak.token.legacy;

import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.TokenRefusedException.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.services.managers.UserSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The sessions of Keycloak's that exchanges of old refresh tokens begin, as its grants do. */
final class LegacyLogin {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final String method;

  /**
   * @param method how sessions and events name the way in
   */
  LegacyLogin(KeycloakSession session, String method) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.method = method;
  }

  /**
   * The login that Keycloak makes a client's session of; nobody logs in, so it asks nothing.
   *
   * @param scope OAuth2's parameter; null for what the client always gets
   * @throws TokenRefusedException if the user must do something in the browser first
   */
  AuthenticationSessionModel asked(
      ClientModel client, UserModel user, @Nullable String scope, EventBuilder event) {
    AuthenticationSessionManager logins = new AuthenticationSessionManager(session);
    AuthenticationSessionModel login =
        logins.createAuthenticationSession(realm, false).createAuthenticationSession(client);
    login.setAuthenticatedUser(user);
    login.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
    login.setClientNote(
        OIDCLoginProtocol.ISSUER,
        Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName()));
    if (scope != null) {
      login.setClientNote(OIDCLoginProtocol.SCOPE_PARAM, scope);
    }
    AuthenticationManager.evaluateRequiredActionTriggers(
        session, login, session.getContext().getHttpRequest(), event, realm, user);
    if (user.getRequiredActionsStream().findAny().isPresent()
        || !login.getRequiredActions().isEmpty()) {
      logins.removeAuthenticationSession(realm, login, false);
      event.error(Errors.RESOLVE_REQUIRED_ACTIONS);
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
    AuthenticationManager.setClientScopesInSession(session, login);
    return login;
  }

  /**
   * A new session of a user.
   *
   * @param brokerSessionId by which it is found again; null if it need not be
   */
  UserSessionModel begun(UserModel user, @Nullable String brokerSessionId) {
    return new UserSessionManager(session)
        .createUserSession(
            KeycloakModelUtils.generateId(),
            realm,
            user,
            user.getUsername(),
            session.getContext().getConnection().getRemoteHost(),
            method,
            false,
            brokerSessionId,
            null,
            UserSessionModel.SessionPersistenceState.PERSISTENT);
  }

  /** Lets a login into a session, and tells what its tokens are made of. */
  ClientSessionContext attached(UserSessionModel userSession, AuthenticationSessionModel login) {
    ClientSessionContext context =
        TokenManager.attachAuthenticationSession(session, userSession, login);
    userSession.setState(UserSessionModel.State.LOGGED_IN);
    userSession.setLastSessionRefresh((int) Instant.now().getEpochSecond());
    return context;
  }
}
