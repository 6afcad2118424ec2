package io.authservice.keycloak.http.body;

import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.keycloak.Config;

/**
 * How much of what clients send is kept, and for how long.
 *
 * @param apiBytes the largest body of a request to the API
 * @param serverBytes the largest body of any request, as the server is told
 * @param all whether bodies of requests to Keycloak's own resources are taken in as well
 * @param timeout how long a body may take from its first byte to its last
 * @param perConnection how many bodies may be arriving by one connection
 * @param perAddress how many bodies may be arriving from one address
 * @param totalBytes how much may be kept of all bodies whose requests are not yet answered
 */
public record BodyLimits(
    int apiBytes,
    long serverBytes,
    boolean all,
    Duration timeout,
    int perConnection,
    int perAddress,
    long totalBytes) {

  /** The option of the largest body of a request to the API. */
  public static final String API_BYTES = "max-body-bytes";

  private static final int FOUR_MEBIBYTES = 4 * 1024 * 1024;
  private static final int SECONDS = 30;
  private static final int PER_CONNECTION = 32;
  private static final int PER_ADDRESS = 256;
  private static final long MOST_KEPT = 64L * 1024 * 1024;

  /** What Quarkus lets pass where nothing else is said. */
  private static final long TEN_MEBIBYTES = 10 * 1024 * 1024;

  /**
   * Reads the option {@code max-body-bytes} of the provider {@code
   * realm-restapi-extension/auth-service}.
   */
  public static int apiBytes(Config.Scope options) {
    return options.getInt(API_BYTES, FOUR_MEBIBYTES);
  }

  /** Reads all of them, and the server's own limit. */
  public static BodyLimits of(Config.Scope options) {
    return of(options, serverLimit());
  }

  /** Reads them where the server's own limit is not yet known. */
  public static void check(Config.Scope options) {
    of(options, TEN_MEBIBYTES);
  }

  private static BodyLimits of(Config.Scope options, long serverBytes) {
    return new BodyLimits(
        apiBytes(options),
        serverBytes,
        options.getBoolean("limit-all-bodies", false),
        Duration.ofSeconds(options.getInt("body-timeout", SECONDS)),
        options.getInt("bodies-per-connection", PER_CONNECTION),
        options.getInt("bodies-per-address", PER_ADDRESS),
        options.getLong(
            "bodies-max-bytes", Math.min(MOST_KEPT, Runtime.getRuntime().maxMemory() / 8)));
  }

  private static long serverLimit() {
    return ConfigProvider.getConfig()
        .getOptionalValue("quarkus.http.limits.max-body-size", MemorySize.class)
        .map(MemorySize::asLongValue)
        .orElse(TEN_MEBIBYTES);
  }
}
