package io.authservice.keycloak.authority.adminapi;

import io.authservice.keycloak.http.routing.ServedRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The closed list of calls to a realm's Admin API that are open to those who do not administer the
 * realm, each with what is looked at first. It is kept in {@code admin-calls.txt}; what is not on
 * it is refused.
 */
public final class AdminCalls {

  private static final String LIST = "admin-calls.txt";

  /** What all of them are below. */
  private static final List<String> REALM = List.of("admin", "realms", "{realm}");

  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** Those with names come before those with places, so that the first that matches is meant. */
  private final List<AdminCall> calls;

  private AdminCalls(List<AdminCall> calls) {
    this.calls = calls.stream().sorted(Comparator.comparing(AdminCall::order)).toList();
  }

  /**
   * What a call is known by.
   *
   * @param template of its path below the server's own, such as {@code
   *     /admin/realms/{realm}/auth-service/users/{id}}
   */
  public record Route(String method, String template) {}

  /** The list as it was built into the extension. */
  public static AdminCalls list() {
    try (InputStream list =
            Objects.requireNonNull(AdminCalls.class.getResourceAsStream(LIST), LIST);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return new AdminCalls(
          lines
              .lines()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .filter(line -> !line.isEmpty())
              .map(AdminCalls::call)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code checks : METHODS path}, such as {@code user group : PUT DELETE users/{user}/…}. */
  private static AdminCall call(String line) {
    String[] sides = line.split(":", 2);
    Set<AdminCheck> checks =
        words(sides[0])
            .map(word -> AdminCheck.valueOf(word.replace('-', '_').toUpperCase(Locale.ROOT)))
            .collect(Collectors.toUnmodifiableSet());
    List<String> call = new ArrayList<>(words(sides[1]).toList());
    String path = call.remove(call.size() - 1);
    return new AdminCall(
        Set.copyOf(call), path.equals(".") ? List.of() : segments("/" + path), checks);
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(SPACE.split(text.strip()));
  }

  /**
   * The segments of a path as they were sent; one slash at the end is no segment.
   *
   * @param path begins with a slash, or is empty
   */
  static List<String> segments(String path) {
    List<String> segments = new ArrayList<>(Arrays.asList(path.split("/", -1)));
    segments.remove(0);
    if (!segments.isEmpty() && segments.get(segments.size() - 1).isEmpty()) {
      segments.remove(segments.size() - 1);
    }
    return segments;
  }

  /** That of the request which the current thread serves; empty if it is not on the list. */
  public Optional<Route> served() {
    return ServedRequest.current().flatMap(request -> route(request.method(), request.path()));
  }

  Optional<Route> route(String method, String path) {
    List<String> segments = segments(path);
    return segments.size() <= REALM.size()
        ? Optional.empty()
        : find(method, segments.subList(REALM.size(), segments.size()))
            .map(call -> new Route(method, "/" + String.join("/", REALM) + call.below()));
  }

  /** The call that these segments below the realm are; empty if it is not on the list. */
  Optional<AdminCall> find(String method, List<String> segments) {
    String asked = method.equals("HEAD") ? "GET" : method;
    return calls.stream().filter(call -> call.matches(asked, segments)).findFirst();
  }
}
