package io.authservice.keycloak.http.routing;

import io.authservice.keycloak.http.ClientCalls;
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

  static RoutingOptions of(Config.Scope options, String relativePath) {
    return new RoutingOptions(
        options.getBoolean("root-routing", true),
        options.get("realm", "auth-service"),
        relativePath.replaceAll("/+$", ""),
        options.getBoolean("admin-entry", false),
        ClientCalls.of(options));
  }
}
