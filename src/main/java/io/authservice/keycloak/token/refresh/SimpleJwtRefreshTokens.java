package io.authservice.keycloak.token.refresh;

import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import io.authservice.keycloak.token.CompactToken;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.TokenRefusedException.Reason;
import org.jspecify.annotations.Nullable;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.RefreshToken;
import org.keycloak.util.TokenUtil;

/** The refresh tokens of the API's client, read and written as SimpleJWT's {@code RefreshToken}. */
public final class SimpleJwtRefreshTokens {

  private final KeycloakSession session;
  private final String clientId;
  private final RefreshTokenBlacklist used;

  public SimpleJwtRefreshTokens(KeycloakSession session, String clientId) {
    this.session = session;
    this.clientId = clientId;
    this.used = new RefreshTokenBlacklist(session);
  }

  /**
   * A refresh token that is genuine, in its time and not blacklisted.
   *
   * @throws TokenRefusedException if it is not
   */
  public RefreshToken read(String compact) {
    return usable(decoded(compact));
  }

  /**
   * The same of a token that was decoded already, which is to say that its signature is right.
   *
   * @param token null if it could not be decoded
   * @throws TokenRefusedException if it is of no use
   */
  public RefreshToken usable(@Nullable RefreshToken token) {
    RefreshToken genuine = genuine(token);
    if (used.contains(genuine)) {
      throw new TokenRefusedException(Reason.BLACKLISTED);
    }
    return genuine;
  }

  /**
   * Has a token refused from now on. It is durable once the transaction is committed.
   *
   * @throws TokenRefusedException if it is not genuine and in its time, or somebody came first
   */
  RefreshToken blacklist(String compact) {
    RefreshToken token = genuine(decoded(compact));
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

  private @Nullable RefreshToken decoded(String compact) {
    return CompactToken.decode(session, compact, RefreshToken.class);
  }

  private RefreshToken genuine(@Nullable RefreshToken token) {
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

  /**
   * Keycloak's refresh tokens carry no mapped claims; SimpleJWT's clients read these two.
   *
   * @param compact as Keycloak has just issued it, so that there is nothing to verify
   */
  public String withSimpleJwtClaims(String compact) {
    RefreshToken token = justIssued(compact);
    token.setOtherClaims("token_type", "refresh");
    KeycloakUserIds.of(token.getSubject())
        .ifPresent(id -> token.setOtherClaims("user_id", id.toString()));
    return session.tokens().encode(token);
  }

  private static RefreshToken justIssued(String compact) {
    try {
      return new JWSInput(compact).readJsonContent(RefreshToken.class);
    } catch (JWSInputException e) {
      throw new IllegalStateException("Keycloak issued a refresh token that is none", e);
    }
  }
}
