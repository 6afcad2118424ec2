package io.authservice.keycloak.token.grant;

import io.authservice.keycloak.storage.provider.AccountStorageProvider;
import io.authservice.keycloak.token.BoundedEvents;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.endpoint.DefaultScopes;
import io.authservice.keycloak.token.endpoint.GrantOutcome;
import io.authservice.keycloak.token.endpoint.InProcessCall;
import io.authservice.keycloak.token.endpoint.OAuth2Clients;
import io.authservice.keycloak.token.endpoint.RetryingTokenEndpoint;
import io.authservice.keycloak.token.legacy.StoredTokenExchange;
import io.authservice.keycloak.token.legacy.StoredTokens;
import io.authservice.keycloak.token.refresh.RefreshTokenBlacklist;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.RefreshToken;

/**
 * The realm's token endpoint for OAuth2 clients, with what django-oauth-toolkit adds to it: default
 * scopes, refresh tokens that are good for one use, usernames compared to the letter.
 */
public final class OAuth2Grants {

  private final KeycloakSession session;
  private final LoginTurns turns;
  private final LoginPrecheck gate;
  private final OAuth2Clients clients;
  private final RefreshTokenBlacklist used;
  private final Optional<StoredTokens> old;

  /**
   * The grants of one session's realm.
   *
   * @param old the old service's tokens that are accepted too
   */
  public OAuth2Grants(
      KeycloakSession session,
      Optional<AccountStorageProvider> storage,
      LoginTurns turns,
      Optional<StoredTokens> old) {
    this.session = session;
    this.old = old;
    this.turns = turns;
    this.gate = new LoginPrecheck(session, storage);
    this.clients = new OAuth2Clients(session);
    this.used = new RefreshTokenBlacklist(session);
  }

  /**
   * Runs one grant. Whatever the realm records of it (failed logins, events) is kept.
   *
   * @param form the parameters of RFC 6749; the client may authenticate in the request's header
   * @throws LoginsBusyException if too many log in by the name of a password grant
   */
  public GrantOutcome grant(Map<String, String> form) {
    Map<String, String> request = new HashMap<>(form);
    // As oauthlib reads it: one that is blank is none.
    request.computeIfPresent(
        OAuth2Constants.SCOPE, (name, scope) -> scope.isBlank() ? null : scope.strip());
    return switch (form.getOrDefault(OAuth2Constants.GRANT_TYPE, "")) {
      case OAuth2Constants.PASSWORD -> password(withDefaultScope(request));
      case OAuth2Constants.CLIENT_CREDENTIALS -> process(withDefaultScope(request));
      case OAuth2Constants.REFRESH_TOKEN -> refresh(request);
      default -> process(request);
    };
  }

  /** A refusal that a client must earn by authenticating first. */
  public GrantOutcome refuse(Map<String, String> form, String error) {
    return clients.authenticated(form, EventType.CODE_TO_TOKEN).isPresent()
        ? GrantOutcome.refused(error)
        : GrantOutcome.unknownClient();
  }

  private GrantOutcome password(Map<String, String> form) {
    String username = form.getOrDefault("username", "");
    return turns.inTurn(session.getContext().getRealm(), username, () -> password(form, username));
  }

  private GrantOutcome password(Map<String, String> form, String username) {
    String password = form.getOrDefault("password", "");
    Optional<LoginPrecheck.Refusal> unasked = gate.refusal(username);
    GrantOutcome outcome =
        unasked.isEmpty() ? process(form) : refuseUnasked(form, username, unasked.get());
    if (OAuthErrorException.INVALID_GRANT.equals(outcome.error())) {
      gate.spendTheTimeOfALogin(password);
      LoginWatch.in(session).ifPresent(watch -> watch.report(loginEvent(username)));
    }
    return outcome;
  }

  /** In the order of Keycloak's grant, so that no other fault of a request tells who exists. */
  private GrantOutcome refuseUnasked(
      Map<String, String> form, String username, LoginPrecheck.Refusal refusal) {
    Optional<ClientModel> client = clients.authenticated(form, EventType.LOGIN);
    if (client.isEmpty()) {
      return GrantOutcome.unknownClient();
    }
    if (!client.get().isDirectAccessGrantsEnabled() || client.get().isConsentRequired()) {
      return GrantOutcome.refused(OAuthErrorException.UNAUTHORIZED_CLIENT);
    }
    if (!TokenManager.isValidScope(session, form.get(OAuth2Constants.SCOPE), client.get())) {
      return GrantOutcome.refused(OAuthErrorException.INVALID_SCOPE);
    }
    refusal.report(loginEvent(username));
    return GrantOutcome.refused(OAuthErrorException.INVALID_GRANT);
  }

  private GrantOutcome refresh(Map<String, String> form) {
    RefreshToken token =
        session
            .tokens()
            .decode(form.getOrDefault(OAuth2Constants.REFRESH_TOKEN, ""), RefreshToken.class);
    if (token == null) {
      return clients
          .authenticated(form, EventType.REFRESH_TOKEN)
          .map(client -> exchange(form, client))
          .orElseGet(GrantOutcome::unknownClient);
    }
    if (used.contains(token)) {
      return refuse(form, OAuthErrorException.INVALID_GRANT);
    }
    if (!granted(token).containsAll(scopes(form.get(OAuth2Constants.SCOPE)))) {
      return refuse(form, OAuthErrorException.INVALID_SCOPE);
    }
    TokenGuard.useUp(session);
    return process(form);
  }

  /** What is no refresh token of Keycloak's may be one of the old service's. */
  private GrantOutcome exchange(Map<String, String> form, ClientModel client) {
    try {
      Optional<StoredTokenExchange> exchange =
          old.map(
              tokens ->
                  tokens.exchange(form.getOrDefault(OAuth2Constants.REFRESH_TOKEN, ""), client));
      if (exchange.isEmpty()) {
        return GrantOutcome.refused(OAuthErrorException.INVALID_GRANT);
      }
      Set<String> granted = exchange.get().scopes();
      Set<String> asked = scopes(form.get(OAuth2Constants.SCOPE));
      if (!granted.containsAll(asked)) {
        return GrantOutcome.refused(OAuthErrorException.INVALID_SCOPE);
      }
      AccessTokenResponse tokens = exchange.get().tokens(asked.isEmpty() ? granted : asked);
      tokens.setExpiresIn(lifetime(tokens));
      return new GrantOutcome(true, tokens, "", "");
    } catch (TokenRefusedException refused) {
      return GrantOutcome.refused(OAuthErrorException.INVALID_GRANT);
    }
  }

  private static Set<String> granted(RefreshToken token) {
    return scopes(token.getScope());
  }

  private static Set<String> scopes(@Nullable String scope) {
    return scope == null || scope.isBlank() ? Set.of() : Set.copyOf(List.of(scope.split(" +", -1)));
  }

  private Map<String, String> withDefaultScope(Map<String, String> form) {
    if (form.getOrDefault(OAuth2Constants.SCOPE, "").isBlank()) {
      form.remove(OAuth2Constants.SCOPE);
      clients
          .named(form)
          .flatMap(DefaultScopes::of)
          .ifPresent(scope -> form.put(OAuth2Constants.SCOPE, scope));
    }
    return form;
  }

  private GrantOutcome process(Map<String, String> form) {
    Response response =
        new InProcessCall(session)
            .withCredentials(form, new RetryingTokenEndpoint(session)::processGrantRequest);
    if (session.getContext().getClient() == null) {
      return GrantOutcome.unknownClient();
    }
    GrantOutcome outcome = GrantOutcome.of(response);
    AccessTokenResponse tokens = outcome.tokens();
    if (tokens != null) {
      tokens.setExpiresIn(lifetime(tokens));
    }
    return outcome;
  }

  /** Keycloak counts what is left when it answers, which may be a second less than was granted. */
  private long lifetime(AccessTokenResponse tokens) {
    AccessToken access = session.tokens().decode(tokens.getToken(), AccessToken.class);
    return access == null || access.getExp() == null || access.getIat() == null
        ? tokens.getExpiresIn()
        : access.getExp() - access.getIat();
  }

  private EventBuilder loginEvent(String username) {
    return new BoundedEvents(session)
        .event(EventType.LOGIN)
        .client(session.getContext().getClient())
        .detail(Details.USERNAME, username);
  }
}
