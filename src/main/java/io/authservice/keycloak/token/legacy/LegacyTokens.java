package io.authservice.keycloak.token.legacy;

import static io.authservice.keycloak.logging.TokenLog.LOG;

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
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

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
    Optional<LegacyToken> read = reader.readAccess(token);
    Optional<Bearer> bearer = read.map(this::user).map(this::bearer);
    read.ifPresent(accepted -> uses.accessed(accepted.type()));
    return bearer;
  }

  private UserModel user(LegacyToken token) {
    exchange.requireNotBlacklisted(token);
    if (!token.type().equals(LegacyToken.ACCESS)) {
      requireNotBlacklisted(token);
    }
    return users.withNothingPending(token.accountId(), token.issuedAt());
  }

  /**
   * What an access token says.
   *
   * @return empty if the old service did not sign it
   * @throws TokenRefusedException if it did, and the token cannot be used
   */
  Optional<TokenDescription> described(String token) {
    return reader
        .readAccess(token)
        .map(
            read ->
                new TokenDescription(
                    TokenDescription.UNLIMITED, client(), user(read), read.expiresAt()));
  }

  /** Has a token refused from now on, if it is one that could be used. */
  void revoke(String token) {
    try {
      reader.readAny(token).ifPresent(exchange::blacklist);
    } catch (TokenRefusedException alreadyOver) {
      LOG.revokedInVain(alreadyOver);
    }
  }

  private Bearer bearer(UserModel user) {
    return new LegacyBearers(session).enter(user, client(), Optional.empty());
  }

  private ClientModel client() {
    return apiClient.enabled().orElseThrow(() -> new TokenRefusedException(Reason.INVALID_TOKEN));
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
    RenewedTokens renewed = exchange.tokens(users.of(token.accountId(), token.issuedAt()), token);
    uses.refreshed(token.type());
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
    Optional<LegacyToken> read = reader.readAny(token);
    read.ifPresent(
        old -> {
          UserModel user = user(old);
          if (old.type().equals(LegacyToken.REFRESH)) {
            exchange.requireOpen(user, old);
          }
        });
    return read.isPresent();
  }

  private Optional<LegacyToken> refreshToken(String token) {
    Optional<LegacyToken> read = reader.read(token, Set.of(LegacyToken.REFRESH));
    read.ifPresent(this::requireNotBlacklisted);
    return read;
  }

  private void requireNotBlacklisted(LegacyToken token) {
    if (blacklist.contains(token.id())) {
      throw new TokenRefusedException(Reason.BLACKLISTED);
    }
  }
}
