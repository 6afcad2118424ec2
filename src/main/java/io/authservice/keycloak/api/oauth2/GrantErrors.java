package io.authservice.keycloak.api.oauth2;

import io.authservice.keycloak.token.endpoint.GrantOutcome;
import java.util.Set;

/** Keycloak's refusals of a grant, in the words of django-oauth-toolkit. */
final class GrantErrors {

  /** What a device waits for is told by these codes (RFC 8628 section 3.5). */
  private static final Set<String> DEVICE =
      Set.of("authorization_pending", "slow_down", "access_denied", "expired_token");

  private static final String WRONG_REDIRECT = "Incorrect redirect_uri";
  private static final String NO_VERIFIER = "PKCE code verifier not specified";

  private GrantErrors() {}

  /**
   * Translates a refusal.
   *
   * @param grantType the grant that was asked for
   */
  static OAuth2Error translated(String grantType, GrantOutcome refusal) {
    if (!refusal.clientKnown()) {
      return OAuth2Error.invalidClient();
    }
    if (DEVICE.contains(refusal.error())) {
      return OAuth2Error.of(refusal.error());
    }
    return switch (refusal.error()) {
      case "invalid_grant" -> invalidGrant(grantType, refusal.errorDescription());
      case "invalid_scope" -> OAuth2Error.of("invalid_scope");
      // The client is known: Keycloak says this of a grant that the client may not use.
      case "unauthorized_client", "invalid_client" -> OAuth2Error.of("unauthorized_client");
      default -> OAuth2Error.of("invalid_request", refusal.errorDescription());
    };
  }

  private static OAuth2Error invalidGrant(String grantType, String description) {
    return switch (grantType) {
      case "password" -> OAuth2Error.of("invalid_grant", "Invalid credentials given.");
      case "authorization_code" ->
          switch (description) {
            case WRONG_REDIRECT -> OAuth2Error.invalidRequest("Mismatching redirect URI.");
            case NO_VERIFIER -> OAuth2Error.invalidRequest("Code verifier required.");
            default -> OAuth2Error.of("invalid_grant");
          };
      default -> OAuth2Error.of("invalid_grant");
    };
  }
}
