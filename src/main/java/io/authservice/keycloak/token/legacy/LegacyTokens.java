package io.authservice.keycloak.token.legacy;

import io.authservice.keycloak.account.LegacyBlacklist;
import io.authservice.keycloak.authority.Bearer;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.token.RealmApiClient;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.TokenRefusedException.Reason;
import io.authservice.keycloak.token.refresh.RefreshRotation;
import io.authservice.keycloak.token.refresh.RenewedTokens;
import java.time.Clock;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;

/** SimpleJWT's tokens, signed with the old service's secret, for as long as they are accepted. */
public final class LegacyTokens {

  private final KeycloakSession session;
  private final LegacyTokenReader reader;
  private final LegacyBlacklist blacklist;
  private final LegacyUsers users;
  private final LegacyRefresh exchange;
  private final LegacyUses uses;
  private final RealmApiClient apiClient;

  /**
   * Accepts the tokens of one old service.
   *
   * @param clientId the realm's client that stands for the API
   */
  public LegacyTokens(
      KeycloakSession session,
      LegacyTokenSettings rules,
      LegacyBlacklist blacklist,
      RealmAccounts accounts,
      LegacyUses uses,
      String clientId,
      RefreshRotation rotation) {
    this.session = session;
    this.reader = new LegacyTokenReader(rules, Clock.systemUTC());
    this.blacklist = blacklist;
    this.users = new LegacyUsers(session, accounts);
    this.exchange = new LegacyRefresh(session, clientId, rotation);
    this.uses = uses;
    this.apiClient = new RealmApiClient(session, clientId);
  }

  /**
   * Whoever an access token was issued to.
   *
   * @return empty if the old service did not sign it
   * @throws TokenRefusedException if it did, and the token cannot be used
   */
  public Optional<Bearer> accept(String token) {
    return reader
        .read(token, LegacyToken.ACCESS)
        .map(users::of)
        .map(LegacyTokens::withNothingPending)
        .map(this::bearer);
  }

  /** What Keycloak would have the user do first, at the login that this token spares it. */
  private static UserModel withNothingPending(UserModel user) {
    if (user.getRequiredActionsStream().findAny().isPresent()) {
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
    return user;
  }

  /** As Keycloak does for tokens of its own: the guard of superusers asks the context who acts. */
  private Bearer bearer(UserModel user) {
    KeycloakContext context = session.getContext();
    RealmModel realm = context.getRealm();
    ClientModel client =
        apiClient.enter().orElseThrow(() -> new TokenRefusedException(Reason.INVALID_TOKEN));
    AccessToken token = new AccessToken();
    token.subject(user.getId());
    token.issuedFor(client.getClientId());
    token.issuer(Urls.realmIssuer(context.getUri().getBaseUri(), realm.getName()));
    context.setBearerToken(token);
    uses.accessed();
    return new Bearer(user, client, Optional.empty());
  }

  /**
   * Exchanges a refresh token for an access token of the realm, and where refresh tokens rotate for
   * a refresh token as well.
   *
   * @return empty if the old service did not sign it
   * @throws TokenRefusedException if it did, and the token cannot be used
   */
  public Optional<RenewedTokens> refresh(String token) {
    return refreshToken(token).map(this::exchanged);
  }

  private RenewedTokens exchanged(LegacyToken token) {
    RenewedTokens renewed = exchange.tokens(users.of(token), token);
    uses.refreshed();
    return renewed;
  }

  /**
   * Has a refresh token refused from now on.
   *
   * @return false if the old service did not sign it
   * @throws TokenRefusedException if it did, and the token could not be used anyway
   */
  public boolean blacklist(String token) {
    Optional<LegacyToken> read = refreshToken(token);
    read.ifPresent(exchange::blacklist);
    return read.isPresent();
  }

  /**
   * Passes an access token that the API would take now, and a refresh token that could be exchanged
   * now; uses up neither.
   *
   * @return false if the old service did not sign it
   * @throws TokenRefusedException if it did, and the token cannot be used
   */
  public boolean verify(String token) {
    Optional<LegacyToken> read = reader.read(token, LegacyToken.ACCESS, LegacyToken.REFRESH);
    read.ifPresent(
        old -> {
          UserModel user = withNothingPending(users.of(old));
          if (old.type().equals(LegacyToken.REFRESH)) {
            requireNotBlacklisted(old);
            exchange.requireOpen(user, old);
          }
        });
    return read.isPresent();
  }

  private Optional<LegacyToken> refreshToken(String token) {
    Optional<LegacyToken> read = reader.read(token, LegacyToken.REFRESH);
    read.ifPresent(this::requireNotBlacklisted);
    return read;
  }

  private void requireNotBlacklisted(LegacyToken token) {
    if (blacklist.contains(token.id())) {
      throw new TokenRefusedException(Reason.BLACKLISTED);
    }
  }
}
