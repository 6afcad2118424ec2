package io.authservice.keycloak.token.refresh;

import org.keycloak.Config;

/**
 * The options that say how the API's own tokens are issued.
 *
 * @param clientId the client that issues them, and the audience every API token names
 * @param rotation what becomes of used refresh tokens
 */
public record TokenSettings(String clientId, RefreshRotation rotation) {

  /** Reads the options of the API's provider. */
  public static TokenSettings of(Config.Scope options) {
    return new TokenSettings(
        options.get("client-id", "auth-service-api"),
        RefreshRotation.of(
            options.getBoolean("rotate-refresh-tokens", false),
            options.getBoolean("blacklist-after-rotation", true)));
  }
}
