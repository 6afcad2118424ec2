package io.authservice.keycloak.token;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/**
 * Keycloak's token endpoint called in process, so that every rule of the realm (brute-force
 * detection, required actions, second factors, client policies, events) holds for our tokens too.
 */
final class NativeTokenEndpoint {

  private final KeycloakSession session;

  NativeTokenEndpoint(KeycloakSession session) {
    this.session = session;
  }

  /** What the endpoint answered: tokens, or an OAuth2 error. */
  record Answer(@Nullable AccessTokenResponse tokens, String error, String errorDescription) {}

  /**
   * Runs one grant.
   *
   * @param form the parameters of RFC 6749, client authentication included
   */
  Answer grant(Map<String, String> form) {
    Object entity =
        entityOf(
            new NativeCall(session)
                .withoutCredentials(form, new PatientTokenEndpoint(session)::processGrantRequest));
    if (entity instanceof AccessTokenResponse tokens) {
      return new Answer(tokens, "", "");
    }
    if (entity instanceof OAuth2ErrorRepresentation error) {
      return new Answer(null, text(error.getError()), text(error.getErrorDescription()));
    }
    throw new IllegalStateException("The token endpoint answered neither tokens nor an error");
  }

  private static @Nullable Object entityOf(Response response) {
    return response.getEntity();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
