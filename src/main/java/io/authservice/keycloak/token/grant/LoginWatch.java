package io.authservice.keycloak.token.grant;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.services.managers.BruteForceProtector;
import org.keycloak.services.managers.UserSessionManager;

/**
 * A login that the realm's flow is asked about, looked at again once the flow has let it in:
 * whether it let in the user who was named, and whether a password is all that this user logs in
 * by.
 */
final class LoginWatch {

  private static final String ATTRIBUTE = "auth-service.login";

  private final KeycloakSession session;
  private final UserModel named;
  private boolean stopped;
  private List<String> missingFactors = List.of();

  private LoginWatch(KeycloakSession session, UserModel named) {
    this.session = session;
    this.named = named;
  }

  /** Watches the login that this session is about to try. */
  static LoginWatch begin(KeycloakSession session, UserModel named) {
    LoginWatch watch = new LoginWatch(session, named);
    session.setAttribute(ATTRIBUTE, watch);
    return watch;
  }

  /** The login that is being watched. */
  static Optional<LoginWatch> in(KeycloakSession session) {
    return Optional.ofNullable(session.getAttribute(ATTRIBUTE, LoginWatch.class));
  }

  /**
   * Passes a login.
   *
   * @throws TokenInterceptorException if it must not be let in; its session has ended then
   */
  void require(ClientSessionContext login) {
    UserSessionModel userSession = login.getClientSession().getUserSession();
    UserModel user = userSession.getUser();
    boolean isNamed = user != null && user.getId().equals(named.getId());
    missingFactors =
        isNamed
            ? new SecondFactors(session, login.getClientSession().getClient()).missing(user)
            : List.of();
    stopped = !isNamed || !missingFactors.isEmpty();
    if (stopped) {
      end(userSession);
      throw new TokenInterceptorException(
          OAuthErrorException.INVALID_GRANT, "Invalid user credentials");
    }
  }

  /** The types of credentials that were wanted besides the right password; empty if none was. */
  List<String> missingFactors() {
    return missingFactors;
  }

  /** Counts and records a login that was stopped, which Keycloak took for one that is let in. */
  void report(EventBuilder event) {
    if (!stopped) {
      return;
    }
    KeycloakContext context = session.getContext();
    RealmModel realm = context.getRealm();
    if (realm.isBruteForceProtected()) {
      session
          .getProvider(BruteForceProtector.class)
          .failedLogin(
              realm,
              named,
              context.getConnection(),
              context.getHttpRequest().getUri(),
              Set.of(PasswordCredentialModel.TYPE));
    }
    event.user(named).error(Errors.INVALID_USER_CREDENTIALS);
  }

  private void end(UserSessionModel userSession) {
    RealmModel realm = session.getContext().getRealm();
    UserSessionModel offline = session.sessions().getOfflineUserSession(realm, userSession.getId());
    if (offline != null) {
      new UserSessionManager(session).revokeOfflineUserSession(offline);
    }
    session.sessions().removeUserSession(realm, userSession);
  }
}
