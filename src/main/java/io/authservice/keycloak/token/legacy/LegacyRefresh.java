package io.authservice.keycloak.token.legacy;

import io.authservice.keycloak.token.BoundedEvents;
import io.authservice.keycloak.token.RealmApiClient;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.TokenRefusedException.Reason;
import io.authservice.keycloak.token.refresh.RefreshRotation;
import io.authservice.keycloak.token.refresh.RefreshTokenBlacklist;
import io.authservice.keycloak.token.refresh.RenewedTokens;
import io.authservice.keycloak.token.refresh.SimpleJwtRefreshTokens;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Issues the realm's tokens for a refresh token of the old service, as Keycloak's grants do. The
 * first exchange begins a user session, and all later ones of the same token belong to it: with the
 * session, however it ends, ends the token.
 */
final class LegacyRefresh {

  private static final String METHOD = "legacy_refresh_token";
  private static final String SESSION_PREFIX = "auth-service-legacy.";
  private static final String BLACKLIST_PREFIX = "auth-service-legacy-blacklist.";

  private final KeycloakSession session;
  private final RealmModel realm;
  private final String clientId;
  private final RefreshRotation rotation;
  private final LegacyLogin logins;

  LegacyRefresh(KeycloakSession session, String clientId, RefreshRotation rotation) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.clientId = clientId;
    this.rotation = rotation;
    this.logins = new LegacyLogin(session, METHOD);
  }

  /**
   * Issues an access token, and a refresh token where these rotate.
   *
   * @throws TokenRefusedException if the token is blacklisted, if the session it began has ended,
   *     or if the user must do something in the browser first
   */
  RenewedTokens tokens(UserModel user, LegacyToken token) {
    requireNotBlacklisted(token);
    ClientModel client = client();
    EventBuilder event = event(client, user);
    Optional<UserSessionModel> live =
        live(user, token)
            .or(() -> new FirstExchange(session).alone(token, () -> live(user, token)));
    if (hasEnded(live, token)) {
      event.error(Errors.SESSION_EXPIRED);
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
    AuthenticationSessionModel login = logins.asked(client, user, null, event);
    if (rotation == RefreshRotation.BLACKLISTS_USED) {
      // Before there is a session: what a refused exchange wrote is kept.
      blacklist(token);
    }
    UserSessionModel userSession = live.orElseGet(() -> begun(user, token));
    event.session(userSession);
    ClientSessionContext context = logins.attached(userSession, login);
    RenewedTokens renewed =
        renewed(
            new TokenManager()
                .responseBuilder(realm, client, event, session, userSession, context)
                .generateAccessToken());
    event.success();
    return renewed;
  }

  /**
   * Passes a token that could be exchanged now, as far as that shows without a login.
   *
   * @throws TokenRefusedException for any other
   */
  void requireOpen(UserModel user, LegacyToken token) {
    requireNotBlacklisted(token);
    if (hasEnded(live(user, token), token)) {
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
  }

  /**
   * Passes a token that was not ended before its time.
   *
   * @throws TokenRefusedException if it was
   */
  void requireNotBlacklisted(LegacyToken token) {
    if (session.revokedTokens().contains(blacklistKey(token))) {
      throw new TokenRefusedException(Reason.BLACKLISTED);
    }
  }

  private ClientModel client() {
    return new RealmApiClient(session, clientId)
        .enter()
        .orElseThrow(() -> new IllegalStateException("The realm has no client " + clientId));
  }

  private EventBuilder event(ClientModel client, UserModel user) {
    return new BoundedEvents(session)
        .event(EventType.TOKEN_EXCHANGE)
        .client(client)
        .user(user)
        .detail(Details.AUTH_METHOD, METHOD);
  }

  private RenewedTokens renewed(TokenManager.AccessTokenResponseBuilder response) {
    if (rotation != RefreshRotation.OFF) {
      response.generateRefreshToken();
    }
    AccessTokenResponse issued = response.build();
    return new RenewedTokens(
        issued.getToken(),
        Optional.ofNullable(issued.getRefreshToken())
            .map(new SimpleJwtRefreshTokens(session, clientId)::withSimpleJwtClaims));
  }

  /**
   * Has a token refused from now on; the session it began goes on.
   *
   * @throws TokenRefusedException if somebody came first
   */
  void blacklist(LegacyToken token) {
    if (!new RefreshTokenBlacklist(session).add(blacklistKey(token), token.expiresAt())) {
      throw new TokenRefusedException(Reason.BLACKLISTED);
    }
  }

  private static String blacklistKey(LegacyToken token) {
    return BLACKLIST_PREFIX + token.id();
  }

  private static String key(LegacyToken token) {
    return SESSION_PREFIX + token.id();
  }

  private Optional<UserSessionModel> live(UserModel user, LegacyToken token) {
    return Optional.ofNullable(
            session.sessions().getUserSessionByBrokerSessionId(realm, key(token)))
        .filter(found -> found.getUser() != null && found.getUser().getId().equals(user.getId()))
        .filter(found -> AuthenticationManager.isSessionValid(realm, found));
  }

  /** Whether the session that the token once began is there no more. */
  private boolean hasEnded(Optional<UserSessionModel> live, LegacyToken token) {
    return live.isEmpty() && session.revokedTokens().contains(key(token));
  }

  private UserSessionModel begun(UserModel user, LegacyToken token) {
    rememberAfterwards(token);
    return logins.begun(user, key(token));
  }

  /** Once the session is stored: a token whose exchange failed may be exchanged again. */
  private void rememberAfterwards(LegacyToken token) {
    KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
    session
        .getTransactionManager()
        .enlistAfterCompletion(
            new AbstractKeycloakTransaction() {
              @Override
              protected void commitImpl() {
                KeycloakModelUtils.runJobInTransaction(
                    factory,
                    fresh -> new RefreshTokenBlacklist(fresh).add(key(token), token.expiresAt()));
              }

              @Override
              protected void rollbackImpl() {}
            });
  }
}
