package io.authservice.keycloak.token.bearer;

import io.authservice.keycloak.authority.Bearer;
import io.authservice.keycloak.token.ApiScopes;
import io.authservice.keycloak.token.CompactToken;
import io.authservice.keycloak.token.SubjectRefusal;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.TokenRefusedException.Reason;
import io.authservice.keycloak.token.legacy.OldTokens;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.TokenUtil;

/** Accepts or refuses a bearer token. */
public final class BearerTokens {

  private final KeycloakSession session;
  private final SignatureCache signatures;
  private final String audience;
  private final OldTokens old;

  /**
   * Accepts tokens made for the API.
   *
   * @param signatures known to all requests
   * @param audience the {@code aud} a token must name (RFC 9068 section 4)
   * @param old the old service's tokens, if they are accepted too
   */
  public BearerTokens(
      KeycloakSession session, SignatureCache signatures, String audience, OldTokens old) {
    this.session = session;
    this.signatures = signatures;
    this.audience = audience;
    this.old = old;
  }

  /**
   * Whoever the token was issued to.
   *
   * @throws TokenRefusedException for anything but a live access token of this realm, made for the
   *     API, of an active user with a live session, or one of the old service
   */
  public Bearer accept(String token) {
    return old.accept(token).orElseGet(() -> acceptOwn(token));
  }

  /**
   * Whoever a key of Django REST framework's was issued to.
   *
   * @return empty if there is no such key, or keys are not accepted
   * @throws TokenRefusedException if there is, and it cannot be used
   */
  public Optional<Bearer> acceptKey(String key) {
    return old.acceptKey(key);
  }

  private Bearer acceptOwn(String token) {
    AccessToken access = verified(token);
    if (!access.hasAudience(audience)) {
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
    UserModel user = session.getContext().getUser();
    if (user == null) {
      throw new TokenRefusedException(Reason.USER_NOT_FOUND);
    }
    ClientModel client = session.getContext().getClient();
    if (!new SenderConstraint(session).isMet(access, client)) {
      throw new TokenRefusedException(Reason.INVALID_TOKEN);
    }
    return new Bearer(user, client, ApiScopes.of(access, access.getScope(), client));
  }

  private AccessToken verified(String token) {
    return new AccessTokenVerifier(session, signatures)
        .verify(token)
        .orElseThrow(() -> new TokenRefusedException(reasonFor(token)));
  }

  /** Keycloak says only "no"; clients of SimpleJWT are told whether it is the token or the user. */
  private Reason reasonFor(String token) {
    AccessToken access = CompactToken.decode(session, token, AccessToken.class);
    if (access == null || !audience.equals(access.getIssuedFor())) {
      // What SimpleJWT never issued it has nothing to say about.
      return Reason.INVALID_TOKEN;
    }
    if (!TokenUtil.TOKEN_TYPE_BEARER.equals(access.getType())) {
      return Reason.WRONG_TYPE;
    }
    if (access.isExpired()) {
      return Reason.EXPIRED;
    }
    return new SubjectRefusal(session).reason(access);
  }
}
