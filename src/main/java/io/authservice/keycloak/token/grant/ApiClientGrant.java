package io.authservice.keycloak.token.grant;

import io.authservice.keycloak.token.endpoint.GrantOutcome;
import io.authservice.keycloak.token.endpoint.InProcessCall;
import io.authservice.keycloak.token.endpoint.RetryingTokenEndpoint;
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
final class ApiClientGrant {

  private final KeycloakSession session;
  private final RetryingTokenEndpoint endpoint;
  private final Map<String, String> form = new HashMap<>();

  ApiClientGrant(KeycloakSession session, String clientId, String grantType) {
    this.session = session;
    this.endpoint = new RetryingTokenEndpoint(session);
    form.put(OAuth2Constants.GRANT_TYPE, grantType);
    form.put(OAuth2Constants.CLIENT_ID, clientId);
  }

  ApiClientGrant with(String parameter, String value) {
    form.put(parameter, value);
    return this;
  }

  /**
   * What was granted, or that the grant is invalid.
   *
   * @throws IllegalStateException if the realm refuses its own client
   */
  GrantOutcome run() {
    GrantOutcome outcome =
        GrantOutcome.of(
            new InProcessCall(session).withoutCredentials(form, endpoint::processGrantRequest));
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
