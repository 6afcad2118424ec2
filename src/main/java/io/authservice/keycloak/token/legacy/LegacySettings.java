package io.authservice.keycloak.token.legacy;

import io.authservice.keycloak.account.issued.IssuedToken.Kind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.Config;

/**
 * Which of the old service's tokens are still accepted, each kind until a moment of its own.
 *
 * @param jwt SimpleJWT's; empty if they are not
 * @param tables from when on those kept in tables are not; a kind that is missing is not accepted
 */
public record LegacySettings(Optional<LegacyTokenSettings> jwt, Map<Kind, Instant> tables) {

  private static final Map<Kind, String> UNTIL =
      Map.of(
          Kind.OAUTH2_ACCESS, "legacy-oauth2-access-until",
          Kind.OAUTH2_REFRESH, "legacy-oauth2-refresh-until",
          Kind.DRF, "legacy-drf-token-until");

  public LegacySettings {
    tables = Map.copyOf(tables);
  }

  /**
   * Reads the server's options.
   *
   * @throws IllegalArgumentException if they cannot be used; the message names the option and never
   *     a secret
   */
  public static LegacySettings of(Config.Scope options) {
    Map<Kind, Instant> tables = new EnumMap<>(Kind.class);
    UNTIL.forEach(
        (kind, name) ->
            LegacyTokenSettings.until(options, name).ifPresent(until -> tables.put(kind, until)));
    return new LegacySettings(LegacyTokenSettings.of(options), tables);
  }
}
