package io.authservice.keycloak.http.routing;

import io.authservice.keycloak.http.ClientCalls;
import io.authservice.keycloak.http.body.BodyLimits;
import java.util.Set;
import org.keycloak.Config;

/**
 * What the routing needs to know.
 *
 * @param enabled whether the documented paths are served at the server root at all
 * @param realm the realm served there
 * @param relativePath Keycloak's {@code http-relative-path}: empty, or with a leading and without a
 *     trailing slash
 * @param adminEntry whether {@code /} and Django's addresses below {@code /admin/} lead to that
 *     realm's pages rather than to Keycloak's own start page and the master realm's console
 */
public record RoutingOptions(
    boolean enabled,
    String realm,
    String relativePath,
    boolean adminEntry,
    Set<ClientCalls> clientCalls) {

  public RoutingOptions {
    clientCalls = Set.copyOf(clientCalls);
  }

  /** The API's own paths alone. */
  public RoutingOptions(boolean enabled, String realm, String relativePath, boolean adminEntry) {
    this(enabled, realm, relativePath, adminEntry, Set.of());
  }

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException if they do not go together
   */
  static RoutingOptions of(Config.Scope options, String relativePath) {
    boolean enabled = options.getBoolean("root-routing", true);
    boolean adminEntry = options.getBoolean("admin-entry", false);
    if (adminEntry && !enabled) {
      throw new IllegalArgumentException("admin-entry needs root-routing, which is switched off");
    }
    return new RoutingOptions(
        enabled,
        options.get("realm", "auth-service"),
        relativePath.replaceAll("/+$", ""),
        adminEntry,
        ClientCalls.of(options));
  }

  /**
   * Reads what is read at the first request, so that the start fails of it and not the request.
   *
   * @throws IllegalArgumentException if it cannot be used
   */
  public static void check(Config.Scope options) {
    of(options, "");
    BodyLimits.check(options);
  }
}
