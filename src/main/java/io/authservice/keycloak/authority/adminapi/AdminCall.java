package io.authservice.keycloak.authority.adminapi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One line of the list.
 *
 * @param segments of the path below the realm; {@code {name}} stands for any one, {@code **} at the
 *     end for any number
 */
record AdminCall(Set<String> methods, List<String> segments, Set<AdminCheck> checks) {

  private static final String REST = "**";

  boolean matches(String method, List<String> path) {
    return methods.contains(method) && matches(path);
  }

  private boolean matches(List<String> path) {
    boolean open = !segments.isEmpty() && segments.get(segments.size() - 1).equals(REST);
    int fixed = open ? segments.size() - 1 : segments.size();
    if (open ? path.size() < fixed : path.size() != fixed) {
      return false;
    }
    for (int i = 0; i < fixed; i++) {
      if (path.get(i).isEmpty()
          || !(isPlace(segments.get(i)) || segments.get(i).equals(path.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /** The path below the realm. */
  String below() {
    return segments.stream().map(segment -> "/" + segment).collect(Collectors.joining());
  }

  /** What a path has in a place of that name; empty if the call has none. */
  Optional<String> value(String name, List<String> path) {
    int at = segments.indexOf("{" + name + "}");
    return at < 0 ? Optional.empty() : Optional.of(decoded(path.get(at)));
  }

  /** Names sort before places, and places before the rest. */
  String order() {
    return segments.stream()
        .map(segment -> segment.equals(REST) ? "2" : isPlace(segment) ? "1" : "0")
        .collect(Collectors.joining());
  }

  private static boolean isPlace(String segment) {
    return segment.startsWith("{");
  }

  static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
