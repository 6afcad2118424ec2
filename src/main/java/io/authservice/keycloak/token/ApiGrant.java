package io.authservice.keycloak.token;

import java.util.HashMap;
import java.util.Map;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;

/**
 * A grant of the realm's token endpoint, asked for by the API's client.
 *
 * <p>In process, so that every rule of the realm (brute-force detection, required actions, second
 * factors, client policies, events) holds for these tokens too.
 */
final class ApiGrant {

  private final KeycloakSession session;
  private final PatientTokenEndpoint endpoint;
  private final Map<String, String> form = new HashMap<>();

  ApiGrant(KeycloakSession session, String clientId, String grantType) {
    this.session = session;
    this.endpoint = new PatientTokenEndpoint(session);
    form.put(OAuth2Constants.GRANT_TYPE, grantType);
    form.put(OAuth2Constants.CLIENT_ID, clientId);
  }

  ApiGrant with(String parameter, String value) {
    form.put(parameter, value);
    return this;
  }

  /**
   * What was granted, or that the grant is invalid.
   *
   * @throws IllegalStateException if the realm refuses its own client
   */
  OAuth2Outcome run() {
    OAuth2Outcome outcome =
        OAuth2Outcome.of(
            new NativeCall(session).withoutCredentials(form, endpoint::processGrantRequest));
    if (outcome.tokens() == null && !OAuthErrorException.INVALID_GRANT.equals(outcome.error())) {
      throw new IllegalStateException(
          "The realm refuses its API client: "
              + outcome.error()
              + " ("
              + outcome.errorDescription()
              + ")");
    }
    return outcome;
  }

  /** What the event of a refusal gives as its error; empty if it gives none. */
  String eventError() {
    return endpoint.eventError();
  }
}
