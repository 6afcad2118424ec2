package io.authservice.keycloak.token.legacy;

import io.authservice.keycloak.account.issued.IssuedToken;
import io.authservice.keycloak.account.issued.IssuedToken.Kind;
import io.authservice.keycloak.account.issued.IssuedTokens;
import io.authservice.keycloak.authority.Bearer;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.token.ApiScopes;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.TokenRefusedException.Reason;
import io.authservice.keycloak.token.refresh.RefreshTokenBlacklist;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;

/**
 * Tokens that the old service kept in its tables: those of django-oauth-toolkit, and the keys of
 * Django REST framework. What ends one here is noted where Keycloak keeps revoked tokens, and so
 * holds on every node.
 */
public final class StoredTokens {

  /** What no token of Keycloak's looks like: those have three parts, separated by dots. */
  private static final Pattern OPAQUE = Pattern.compile("[A-Za-z0-9_~+/=-]{1,255}");

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{40}");

  private static final String ENDED = "auth-service-stored.";

  /** Past the last of the set dates, which may be moved: what has ended must not come back. */
  private static final Duration KEPT = Duration.ofDays(365);

  private final KeycloakSession session;
  private final RealmModel realm;
  private final Map<Kind, Instant> until;
  private final IssuedTokens tokens;
  private final LegacyUsers users;
  private final LegacyUses uses;
  private final String apiClientId;
  private final Clock clock;

  /**
   * Accepts tokens in one session.
   *
   * @param until from when on tokens of a kind are not accepted; a kind that is missing is not
   *     asked for
   * @param apiClientId the client that stands for the API, to which keys are counted
   */
  public StoredTokens(
      KeycloakSession session,
      Map<Kind, Instant> until,
      IssuedTokens tokens,
      RealmAccounts accounts,
      LegacyUses uses,
      String apiClientId) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.until = Map.copyOf(until);
    this.tokens = tokens;
    this.users = new LegacyUsers(session, accounts);
    this.uses = uses;
    this.apiClientId = apiClientId;
    this.clock = Clock.systemUTC();
  }

  Optional<Bearer> accept(String token) {
    return find(Kind.OAUTH2_ACCESS, token).map(this::bearer);
  }

  Optional<Bearer> acceptKey(String key) {
    return find(Kind.DRF, key).map(this::bearer);
  }

  private Bearer bearer(IssuedToken token) {
    requireLive(token);
    ClientModel client = client(token);
    Bearer bearer =
        new LegacyBearers(session).enter(user(token, client), client, scopes(token, client));
    uses.accessed(token.kind().text());
    return bearer;
  }

  /**
   * A token that names neither scope may do nothing; one that names both no more than its client.
   */
  private static Optional<Set<String>> scopes(IssuedToken token, ClientModel client) {
    return token.kind() == Kind.DRF
        ? Optional.empty()
        : Optional.of(ApiScopes.common(ApiScopes.named(token.scope()), ApiScopes.ofClient(client)));
  }

  Optional<TokenDescription> described(String token) {
    return find(Kind.OAUTH2_ACCESS, token)
        .or(() -> find(Kind.DRF, token))
        .map(
            found -> {
              requireLive(found);
              ClientModel client = client(found);
              return new TokenDescription(
                  found.kind() == Kind.DRF ? TokenDescription.UNLIMITED : found.scope(),
                  client,
                  user(found, client),
                  expiry(found));
            });
  }

  void revoke(String token, ClientModel client) {
    find(Kind.OAUTH2_ACCESS, token)
        .or(() -> find(Kind.OAUTH2_REFRESH, token))
        .or(() -> find(Kind.DRF, token))
        .filter(found -> clientId(found).equals(client.getClientId()))
        .ifPresent(this::end);
  }

  /**
   * A refresh token that its client could exchange now.
   *
   * @throws TokenRefusedException for any other
   */
  public StoredTokenExchange exchange(String token, ClientModel client) {
    IssuedToken found =
        find(Kind.OAUTH2_REFRESH, token)
            .filter(refresh -> refresh.clientId().equals(client.getClientId()))
            .filter(refresh -> refresh.accountId().isPresent())
            .orElseThrow(() -> new TokenRefusedException(Reason.INVALID_TOKEN));
    requireLive(found);
    requireStillIts(found, client);
    UserModel user = users.of(found.accountId().orElseThrow(), found.issuedAt());
    return new StoredTokenExchange(
        session,
        client,
        user,
        found.scope(),
        () -> {
          if (!end(found)) {
            throw new TokenRefusedException(Reason.BLACKLISTED);
          }
          uses.refreshed(found.kind().text());
        });
  }

  private Optional<IssuedToken> find(Kind kind, String token) {
    Instant end = until.get(kind);
    return end != null
            && clock.instant().isBefore(end)
            && (kind == Kind.DRF ? KEY : OPAQUE).matcher(token).matches()
        ? tokens.find(kind, token)
        : Optional.empty();
  }

  private void requireLive(IssuedToken token) {
    if (!expiry(token).isAfter(clock.instant())) {
      throw new TokenRefusedException(Reason.EXPIRED);
    }
    if (session.revokedTokens().contains(key(token))) {
      throw new TokenRefusedException(Reason.BLACKLISTED);
    }
  }

  /** Ends the token and what belongs to it; false if somebody came first. */
  private boolean end(IssuedToken token) {
    Instant last = Collections.max(until.values()).plus(KEPT);
    return new RefreshTokenBlacklist(session).add(key(token), last);
  }

  private String key(IssuedToken token) {
    return ENDED
        + realm.getId()
        + "."
        + (token.kind() == Kind.DRF ? "key." : "grant.")
        + token.grantId();
  }

  private Instant expiry(IssuedToken token) {
    Instant last = until.getOrDefault(token.kind(), Instant.EPOCH);
    return token.expiresAt().filter(last::isAfter).orElse(last);
  }

  private ClientModel client(IssuedToken token) {
    ClientModel client = realm.getClientByClientId(clientId(token));
    if (client == null || !client.isEnabled()) {
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
    requireStillIts(token, client);
    return client;
  }

  /** A client that must bind its tokens to a key has none that are bound to nothing. */
  private static void requireStillIts(IssuedToken token, ClientModel client) {
    OIDCAdvancedConfigWrapper settings = OIDCAdvancedConfigWrapper.fromClientModel(client);
    if (token.issuedAt().getEpochSecond() < client.getNotBefore()
        || settings.isUseMtlsHokToken()
        || settings.isUseDPoP()) {
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
  }

  private String clientId(IssuedToken token) {
    return token.kind() == Kind.DRF ? apiClientId : token.clientId();
  }

  private UserModel user(IssuedToken token, ClientModel client) {
    if (token.accountId().isPresent()) {
      return users.withNothingPending(token.accountId().get(), token.issuedAt());
    }
    UserModel service =
        client.isServiceAccountsEnabled() ? session.users().getServiceAccount(client) : null;
    if (service == null
        || !service.isEnabled()
        || token.issuedAt().getEpochSecond() < realm.getNotBefore()) {
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
    return service;
  }
}
