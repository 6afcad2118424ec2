package io.authservice.keycloak.token;

import jakarta.ws.rs.NotAuthorizedException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.authorization.util.Tokens;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.TokenRevocationEndpoint;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.TokenUtil;

/** Revocation (RFC 7009) and introspection (RFC 7662) of the realm's tokens. */
public final class OAuth2Tokens {

  private static final String TOKEN = "token";

  private final KeycloakSession session;

  public OAuth2Tokens(KeycloakSession session) {
    this.session = session;
  }

  /**
   * A live access token.
   *
   * @param scope separated by spaces; empty if it has none
   * @param clientId the client it was issued to
   * @param username its user's; null if it is the client's own
   * @param expiry in seconds since the epoch
   */
  public record Live(String scope, String clientId, @Nullable String username, long expiry) {}

  /**
   * Revokes the form's token if it is the client's: the access token and the refresh token of a
   * grant both end, whichever of them is named.
   *
   * @return false if the client did not authenticate
   */
  public boolean revoke(Map<String, String> form) {
    EventBuilder event =
        new EventBuilder(
            session.getContext().getRealm(), session, session.getContext().getConnection());
    new NativeCall(session)
        .withCredentials(form, () -> new TokenRevocationEndpoint(session, event).revoke());
    ClientModel client = session.getContext().getClient();
    if (client == null) {
      return false;
    }
    AccessToken token = session.tokens().decode(form.getOrDefault(TOKEN, ""), AccessToken.class);
    if (token != null
        && TokenUtil.TOKEN_TYPE_BEARER.equals(token.getType())
        && client.getClientId().equals(token.getIssuedFor())) {
      endClientSession(token, client);
    }
    return true;
  }

  /** Keycloak ends an access token alone; its refresh token would fetch the next one. */
  private void endClientSession(AccessToken token, ClientModel client) {
    RealmModel realm = session.getContext().getRealm();
    if (token.getSessionId() == null) {
      return;
    }
    UserSessionModel userSession = session.sessions().getUserSession(realm, token.getSessionId());
    if (userSession == null) {
      return;
    }
    AuthenticatedClientSessionModel clientSession =
        userSession.getAuthenticatedClientSessionByClient(client.getId());
    if (clientSession != null) {
      TokenManager.detachClientSession(clientSession);
    }
    if (userSession.getAuthenticatedClientSessions().isEmpty()) {
      session.sessions().removeUserSession(realm, userSession);
    }
  }

  /**
   * What a token says; empty unless it is a live access token of this realm and its user active.
   * Keycloak's own endpoint would also ask that the token name the caller in its audience, which
   * the tokens of django-oauth-toolkit's clients never do.
   */
  public Optional<Live> introspect(String token) {
    AccessToken access;
    try {
      access = Tokens.getAccessToken(token, session);
    } catch (NotAuthorizedException malformed) {
      return Optional.empty();
    }
    if (access == null || access.getExp() == null) {
      return Optional.empty();
    }
    String scope = access.getScope() == null ? "" : access.getScope();
    return Optional.of(new Live(scope, access.getIssuedFor(), username(), access.getExp()));
  }

  private @Nullable String username() {
    UserModel user = session.getContext().getUser();
    return user == null || user.getServiceAccountClientLink() != null ? null : user.getUsername();
  }
}
