package io.authservice.keycloak.token.endpoint;

import io.authservice.keycloak.token.BoundedEvents;
import io.authservice.keycloak.token.CompactToken;
import io.authservice.keycloak.token.bearer.SenderConstraint;
import io.authservice.keycloak.token.claim.DjangoSubjectMapper;
import io.authservice.keycloak.token.legacy.OldTokens;
import io.authservice.keycloak.token.legacy.TokenDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.TokenRevocationEndpoint;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.services.managers.GrantTypeEndpointRestrictionValidator;
import org.keycloak.util.TokenUtil;

/** Revocation (RFC 7009) and introspection (RFC 7662) of the realm's tokens. */
public final class OAuth2Tokens {

  private static final String TOKEN = "token";

  private static final List<String> ACCESS_TYPES =
      List.of(TokenUtil.TOKEN_TYPE_BEARER, TokenUtil.TOKEN_TYPE_DPOP);

  private final KeycloakSession session;
  private final OldTokens old;
  private final String apiClientId;

  /**
   * The tokens of one session's realm.
   *
   * @param old the old service's tokens that are accepted too
   * @param apiClientId the client that stands for the API
   */
  public OAuth2Tokens(KeycloakSession session, OldTokens old, String apiClientId) {
    this.session = session;
    this.old = old;
    this.apiClientId = apiClientId;
  }

  /**
   * A live access token.
   *
   * @param scope separated by spaces; empty if it has none
   * @param clientId the client it was issued to
   * @param subject whom it stands for, as ID tokens name it; null if that cannot be told
   * @param username its user's; null if it is the client's own
   * @param expiry in seconds since the epoch
   * @param confirmation the key that its sender must hold, as {@code cnf} has it (RFC 7800 section
   *     3.1); empty if it is good for everybody
   */
  public record Live(
      String scope,
      String clientId,
      @Nullable String subject,
      @Nullable String username,
      long expiry,
      Map<String, Object> confirmation) {}

  /**
   * Revokes the form's token if it is the client's: the access token and the refresh token of a
   * grant both end, whichever of them is named.
   *
   * @return false if the client did not authenticate
   */
  public boolean revoke(Map<String, String> form) {
    EventBuilder event = new BoundedEvents(session);
    new InProcessCall(session)
        .withCredentials(form, () -> new TokenRevocationEndpoint(session, event).revoke());
    ClientModel client = session.getContext().getClient();
    if (client == null) {
      return false;
    }
    AccessToken token =
        CompactToken.decode(session, form.getOrDefault(TOKEN, ""), AccessToken.class);
    if (token != null
        && ACCESS_TYPES.contains(token.getType())
        && client.getClientId().equals(token.getIssuedFor())) {
      endClientSession(token, client);
    }
    old.revoke(form.getOrDefault(TOKEN, ""), client, apiClientId);
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
    return live(token)
        .map(
            found -> {
              AccessToken access = found.token();
              String scope = access.getScope() == null ? "" : access.getScope();
              return new Live(
                  scope,
                  access.getIssuedFor(),
                  subject(found),
                  username(found.user()),
                  access.getExp(),
                  confirmation(access));
            })
        .or(() -> old.described(token).map(this::live));
  }

  private Live live(TokenDescription described) {
    return new Live(
        described.scope(),
        described.client().getClientId(),
        DjangoSubjectMapper.subject(session, described.client(), described.user()),
        username(described.user()),
        described.expiresAt().getEpochSecond(),
        Map.of());
  }

  /**
   * The same of a token that the sender of the request shows as its own: bound to a key, it must
   * hold that.
   */
  public Optional<Live> shown(String bearer) {
    SenderConstraint constraint = new SenderConstraint(session);
    Optional<AuthResult> own = live(bearer);
    return own.isEmpty() || constraint.isMet(own.get().token(), own.get().client())
        ? introspect(bearer)
        : Optional.empty();
  }

  /** Who asks about a token cannot prove to hold its key, and need not. */
  private Optional<AuthResult> live(String token) {
    if (!CompactToken.isWellFormed(token)) {
      return Optional.empty();
    }
    KeycloakContext context = session.getContext();
    return Optional.ofNullable(
            AuthenticationManager.verifyIdentityToken(
                session,
                context.getRealm(),
                context.getUri(),
                context.getConnection(),
                true,
                true,
                null,
                false,
                token,
                context.getHttpRequest().getHttpHeaders(),
                verifier ->
                    verifier
                        .tokenType(ACCESS_TYPES)
                        .withChecks(GrantTypeEndpointRestrictionValidator.check(session))))
        .filter(found -> found.token().getExp() != null);
  }

  private @Nullable String subject(AuthResult found) {
    if (found.user() == null) {
      return found.token().getSubject();
    }
    return found.client() == null
        ? found.user().getId()
        : DjangoSubjectMapper.subject(session, found.client(), found.user());
  }

  private static @Nullable String username(@Nullable UserModel user) {
    return user == null || user.getServiceAccountClientLink() != null ? null : user.getUsername();
  }

  private static Map<String, Object> confirmation(AccessToken token) {
    Map<String, Object> members = new LinkedHashMap<>();
    AccessToken.Confirmation key = token.getConfirmation();
    if (key != null && key.getCertThumbprint() != null) {
      members.put("x5t#S256", key.getCertThumbprint());
    }
    if (key != null && key.getKeyThumbprint() != null) {
      members.put("jkt", key.getKeyThumbprint());
    }
    return members;
  }
}
