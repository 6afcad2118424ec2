package io.authservice.keycloak.admin.status;

import io.authservice.keycloak.http.body.BodyLimits;
import io.authservice.keycloak.http.limit.ThrottleRates;
import io.authservice.keycloak.token.refresh.TokenSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;

/**
 * What the status tells of the API's options.
 *
 * @param apiClient the client that stands for the API
 * @param limits by the names of the options
 */
public record StatusSettings(String apiClient, Map<String, @Nullable Object> limits) {

  /** Reads the API's options, which are not those of the Admin API's provider. */
  public static StatusSettings of(Config.Scope api) {
    Map<String, @Nullable Object> limits = new LinkedHashMap<>(ThrottleRates.of(api).told());
    limits.put(BodyLimits.API_BYTES, BodyLimits.apiBytes(api));
    return new StatusSettings(TokenSettings.of(api).clientId(), limits);
  }
}
