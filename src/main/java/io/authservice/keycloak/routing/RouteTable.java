package io.authservice.keycloak.routing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which request paths are the API's, and where in the realm they are served.
 *
 * <p>A path is decoded once and matched whole against a closed list; what it is routed to is put
 * together from that list alone. So no spelling of a path (dot segments, doubled or encoded
 * slashes, path parameters) leads anywhere else in the server.
 */
final class RouteTable {

  private static final Set<String> PATHS =
      Set.of(
          "/api/users/",
          "/api/token/",
          "/api/token/refresh/",
          "/api/token/verify/",
          "/api/token/blacklist/",
          "/auth/me/",
          "/api/auth/me/",
          "/o/authorize/",
          "/o/token/",
          "/o/revoke_token/",
          "/o/introspect/",
          "/o/userinfo/",
          "/o/logout/",
          "/o/device-authorization/",
          "/o/.well-known/openid-configuration/",
          "/o/.well-known/jwks.json/",
          "/o/applications/",
          "/o/applications/register/",
          "/o/authorized_tokens/");

  private static final Pattern USER = Pattern.compile("/api/users/[0-9]+/");

  /** Below these, a path that is none of ours is answered in the API's format all the same. */
  private static final List<String> RESERVED = List.of("/api/", "/auth/me/", "/o/");

  private static final String NOWHERE = "/not-found/";

  private final RoutingOptions options;
  private final Pattern ownPath;

  RouteTable(RoutingOptions options) {
    this.options = options;
    this.ownPath =
        Pattern.compile(Pattern.quote(options.relativePath()) + "/realms/[^/]+/auth-service(/.*)?");
  }

  /** Whether the path is the API's supported address below a realm. */
  boolean isOwn(String path) {
    return ownPath.matcher(path).matches();
  }

  /**
   * The address below the realm that serves a path of the server root; empty if the path is none of
   * the API's.
   *
   * @param path as it stands in the request line, without the query
   */
  Optional<String> target(String path) {
    if (!options.enabled()) {
      return Optional.empty();
    }
    return belowRoot(path).map(this::served).flatMap(Optional::stream).findFirst();
  }

  /** A relative path of "/auth" must not hide "/auth/me/": the full path is looked at first. */
  private Stream<String> belowRoot(String path) {
    String prefix = options.relativePath();
    return !prefix.isEmpty() && path.startsWith(prefix + "/")
        ? Stream.of(path, path.substring(prefix.length()))
        : Stream.of(path);
  }

  private Optional<String> served(String path) {
    Optional<String> known = decoded(path).filter(RouteTable::isKnown);
    if (known.isPresent()) {
      return known.map(this::address);
    }
    boolean reserved = RESERVED.stream().anyMatch(path::startsWith);
    return reserved ? Optional.of(address(NOWHERE)) : Optional.empty();
  }

  private String address(String path) {
    return options.relativePath() + "/realms/" + options.realm() + "/auth-service" + path;
  }

  private static boolean isKnown(String path) {
    String withSlash = path.endsWith("/") ? path : path + "/";
    return PATHS.contains(withSlash) || USER.matcher(withSlash).matches();
  }

  private static Optional<String> decoded(String path) {
    if (path.indexOf('%') < 0) {
      return Optional.of(path);
    }
    if (path.toLowerCase(Locale.ROOT).contains("%2f")) {
      return Optional.empty();
    }
    try {
      return Optional.of(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
