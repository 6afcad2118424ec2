package io.authservice.keycloak.token.legacy;

import io.authservice.keycloak.authority.Bearer;
import io.authservice.keycloak.token.TokenRefusedException;
import java.util.Optional;
import org.keycloak.models.ClientModel;

/**
 * All tokens of the old service that are still accepted.
 *
 * @param signed SimpleJWT's; empty if they are not
 * @param stored those that were kept in tables; empty if they are not
 */
public record OldTokens(Optional<LegacyTokens> signed, Optional<StoredTokens> stored) {

  /**
   * Whoever a bearer token (RFC 6750) was issued to.
   *
   * @return empty if it is none of the old service's
   * @throws TokenRefusedException if it is, and cannot be used
   */
  public Optional<Bearer> accept(String token) {
    return signed
        .flatMap(tokens -> tokens.accept(token))
        .or(() -> stored.flatMap(tokens -> tokens.accept(token)));
  }

  /**
   * Whoever a key of Django REST framework's {@code TokenAuthentication} was issued to.
   *
   * @return empty if there is no such key, or keys are not accepted
   * @throws TokenRefusedException if there is, and it cannot be used
   */
  public Optional<Bearer> acceptKey(String key) {
    return stored.flatMap(tokens -> tokens.acceptKey(key));
  }

  /** What an access token says; empty unless it is one of the old service that could be used. */
  public Optional<TokenDescription> described(String token) {
    try {
      return signed
          .flatMap(tokens -> tokens.described(token))
          .or(() -> stored.flatMap(tokens -> tokens.described(token)));
    } catch (TokenRefusedException ofNoUse) {
      return Optional.empty();
    }
  }

  /**
   * Has a token refused from now on, if it is one of a client's.
   *
   * @param apiClientId to which tokens that belong to no application are counted
   */
  public void revoke(String token, ClientModel client, String apiClientId) {
    if (client.getClientId().equals(apiClientId)) {
      signed.ifPresent(tokens -> tokens.revoke(token));
    }
    stored.ifPresent(tokens -> tokens.revoke(token, client));
  }
}
