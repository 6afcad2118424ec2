package io.authservice.keycloak.http.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The addresses that people open and Keycloak has no good page for: the server's root, and what
 * Django's admin had below {@code /admin/}. In plain spelling alone: every other one is Keycloak's,
 * and so is what Keycloak serves itself below {@code /admin/}.
 */
public final class EntryPaths {

  /** Where the root is answered below the realm's address. */
  public static final String START = "/start/";

  private static final Pattern ADMIN =
      Pattern.compile("/admin(/(?!\\.{1,2}(/|$))[-._a-zA-Z0-9]+)*/?");

  /** The Admin API, its second version, and the old name of the console. */
  private static final Set<String> OF_KEYCLOAK =
      Set.of("realms", "api", "serverinfo", "index.html");

  private EntryPaths() {}

  /**
   * The path below the realm's address that answers; empty if it is Keycloak's.
   *
   * @param path below the server's root, as it stands in the request line
   * @param query whether the request has one: with a query the root is Keycloak's own start page
   */
  static Optional<String> target(String path, boolean query) {
    if (path.equals("/")) {
      return query ? Optional.empty() : Optional.of(START);
    }
    return ADMIN.matcher(path).matches() && !isOfKeycloak(path)
        ? Optional.of(path.endsWith("/") ? path : path + "/")
        : Optional.empty();
  }

  private static boolean isOfKeycloak(String path) {
    List<String> segments = List.of(path.split("/"));
    return segments.size() > 2
        && (OF_KEYCLOAK.contains(segments.get(2))
            || (segments.size() > 3 && segments.get(3).equals("console")));
  }
}
