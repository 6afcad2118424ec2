package io.authservice.keycloak.token;

import org.jspecify.annotations.Nullable;
import org.keycloak.representations.AccessTokenResponse;

/**
 * What Keycloak's token endpoint made of a request.
 *
 * @param clientKnown whether the client authenticated; if not, nothing else was looked at
 * @param tokens what was granted; null for a refusal
 * @param error the error code of RFC 6749 section 5.2 or RFC 8628 section 3.5; empty for a grant
 * @param errorDescription Keycloak's wording; empty if it gave none
 */
public record OAuth2Outcome(
    boolean clientKnown,
    @Nullable AccessTokenResponse tokens,
    String error,
    String errorDescription) {

  static OAuth2Outcome refused(String error) {
    return new OAuth2Outcome(true, null, error, "");
  }

  static OAuth2Outcome unknownClient() {
    return new OAuth2Outcome(false, null, "invalid_client", "");
  }
}
