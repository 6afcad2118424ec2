package io.authservice.keycloak.token;

import io.authservice.keycloak.storage.AccountIds;
import io.authservice.keycloak.token.TokenRefusedException.Reason;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.RefreshToken;
import org.keycloak.util.TokenUtil;

/** The refresh tokens of the API's client, read and written as SimpleJWT's {@code RefreshToken}. */
final class ApiRefreshTokens {

  private final KeycloakSession session;
  private final String clientId;
  private final UsedRefreshTokens used;

  ApiRefreshTokens(KeycloakSession session, String clientId) {
    this.session = session;
    this.clientId = clientId;
    this.used = new UsedRefreshTokens(session);
  }

  /**
   * A refresh token that is genuine, in its time and not blacklisted.
   *
   * @throws TokenRefusedException if it is not
   */
  RefreshToken read(String compact) {
    RefreshToken token = genuine(compact);
    if (used.contains(token)) {
      throw new TokenRefusedException(Reason.BLACKLISTED);
    }
    return token;
  }

  /**
   * Has a token refused from now on. It is durable once the transaction is committed.
   *
   * @throws TokenRefusedException if it is not genuine and in its time, or somebody came first
   */
  RefreshToken blacklist(String compact) {
    RefreshToken token = genuine(compact);
    blacklist(token);
    return token;
  }

  /**
   * Has a token refused from now on.
   *
   * @throws TokenRefusedException if somebody came first, even a moment ago on another node
   */
  void blacklist(RefreshToken token) {
    if (!used.add(token)) {
      throw new TokenRefusedException(Reason.BLACKLISTED);
    }
  }

  private RefreshToken genuine(String compact) {
    RefreshToken token = session.tokens().decode(compact, RefreshToken.class);
    if (token == null || !clientId.equals(token.getIssuedFor())) {
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
    if (token.isExpired()) {
      throw new TokenRefusedException(Reason.EXPIRED);
    }
    if (!TokenUtil.TOKEN_TYPE_REFRESH.equals(token.getType())) {
      throw new TokenRefusedException(Reason.WRONG_TYPE);
    }
    return token;
  }

  /** Keycloak's refresh tokens carry no mapped claims; SimpleJWT's clients read these two. */
  String withSimpleJwtClaims(String compact) {
    RefreshToken token = session.tokens().decode(compact, RefreshToken.class);
    if (token == null) {
      throw new IllegalStateException("Keycloak issued a refresh token that it does not know");
    }
    token.setOtherClaims("token_type", "refresh");
    AccountIds.of(token.getSubject())
        .ifPresent(id -> token.setOtherClaims("user_id", Long.toString(id)));
    return session.tokens().encode(token);
  }
}
