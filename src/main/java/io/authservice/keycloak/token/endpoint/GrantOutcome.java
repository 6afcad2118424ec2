package io.authservice.keycloak.token.endpoint;

import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/**
 * What Keycloak's token endpoint made of a request.
 *
 * @param clientKnown whether the client authenticated; if not, nothing else was looked at
 * @param tokens what was granted; null for a refusal
 * @param error the error code of RFC 6749 section 5.2 or RFC 8628 section 3.5; empty for a grant
 * @param errorDescription Keycloak's wording; empty if it gave none
 */
public record GrantOutcome(
    boolean clientKnown,
    @Nullable AccessTokenResponse tokens,
    String error,
    String errorDescription) {

  /**
   * What the token endpoint answered a client it knows.
   *
   * @throws IllegalStateException if that is neither tokens nor an OAuth2 error
   */
  public static GrantOutcome of(Response response) {
    if (response.getEntity() instanceof AccessTokenResponse tokens) {
      return new GrantOutcome(true, tokens, "", "");
    }
    if (response.getEntity() instanceof OAuth2ErrorRepresentation error) {
      return new GrantOutcome(
          true, null, text(error.getError()), text(error.getErrorDescription()));
    }
    throw new IllegalStateException("The token endpoint answered neither tokens nor an error");
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  public static GrantOutcome refused(String error) {
    return new GrantOutcome(true, null, error, "");
  }

  public static GrantOutcome unknownClient() {
    return new GrantOutcome(false, null, "invalid_client", "");
  }
}
