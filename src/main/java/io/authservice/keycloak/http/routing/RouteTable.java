package io.authservice.keycloak.http.routing;

import io.authservice.keycloak.http.ApiPath;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which request paths are the API's, and where in the realm they are served.
 *
 * <p>A path is decoded once and matched whole against a closed list; what it is routed to is put
 * together from that list alone. So no spelling of a path (dot segments, doubled or encoded
 * slashes, path parameters) leads anywhere else in the server.
 */
public final class RouteTable {

  private static final List<Pattern> WITH_ID =
      Stream.of(ApiPath.values()).filter(ApiPath::hasId).map(ApiPath::pattern).toList();

  /** Pages of one application or token of django-oauth-toolkit: one page of Keycloak's for all. */
  private static final Map<Pattern, String> PAGES =
      Map.of(
          Pattern.compile("/o/applications/[-a-zA-Z0-9_]+/((delete|update)/)?"),
          ApiPath.APPLICATIONS.text(),
          Pattern.compile("/o/authorized_tokens/[-a-zA-Z0-9_]+/delete/"),
          ApiPath.AUTHORIZED_TOKENS.text());

  /** The administrators' page and its files, which are served below the realm alone. */
  private static final Pattern CONSOLE =
      Pattern.compile("/console/(config/|[0-9a-f]{32}/[a-z]+(-[a-z]+)*\\.(css|js)/)?");

  /** The page that shows the OpenAPI document and its files, beside the document. */
  private static final Pattern DESCRIPTION =
      Pattern.compile(
          Pattern.quote(ApiPath.SCHEMA.text())
              + "swagger-ui/([a-z0-9]+(-[a-z0-9]+)*(\\.[a-zA-Z]+){1,3}/)?");

  /** Below these, a path that is none of ours is answered in the API's format all the same. */
  private static final List<String> RESERVED = List.of("/api/", "/auth/me/", "/o/");

  /** What browsers are told of; to programs there is nothing there. */
  private static final Set<String> EXPLAINED = Set.of("/api/", "/o/");

  private static final String NOWHERE = "/not-found/";

  /** The segment that is ours below whatever realm and below the Admin API. */
  private static final String OWN_SEGMENT = "auth-service";

  private final RoutingOptions options;
  private final Set<String> plain;
  private final Pattern ownPath;
  private final Pattern uploadPath;

  public RouteTable(RoutingOptions options) {
    this.options = options;
    this.plain =
        Stream.of(ApiPath.values())
            .filter(path -> !path.hasId() && path.isServed(options.clientCalls()))
            .map(ApiPath::text)
            .collect(Collectors.toUnmodifiableSet());
    this.ownPath =
        Pattern.compile(
            "(?<mount>"
                + Pattern.quote(options.relativePath())
                + "/realms/(?<realm>[^/]+)/auth-service)(?<rest>/.*)?",
            Pattern.DOTALL);
    this.uploadPath =
        Pattern.compile(
            Pattern.quote(options.relativePath()) + "/admin/realms/[^/;%]+/auth-service/import/?");
  }

  /** What all paths of the server begin with; without a slash at the end. */
  String root() {
    return options.relativePath();
  }

  /** Whether a path is one of Keycloak's Admin API, which our own calls for administrators are. */
  boolean isAdminApi(String path) {
    return path.startsWith(options.relativePath() + "/admin/realms");
  }

  /**
   * The address below the realm that serves a path of the server root; empty if the path is none of
   * the API's.
   *
   * @param path as it stands in the request line, without the query
   */
  public Optional<String> target(String path) {
    if (!options.enabled()) {
      return Optional.empty();
    }
    return documented(path).map(this::address);
  }

  /**
   * The same for the addresses that people open; empty if Keycloak answers.
   *
   * @param path as it stands in the request line, without the query
   * @param query whether there is one
   */
  Optional<String> entry(String path, boolean query) {
    return options.enabled() && options.adminEntry() && path.startsWith(options.relativePath())
        ? EntryPaths.target(path.substring(options.relativePath().length()), query)
            .map(this::address)
        : Optional.empty();
  }

  private Optional<String> documented(String path) {
    return belowRoot(path)
        .map(reading -> decoded(reading).flatMap(this::known))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> reserved(path));
  }

  /**
   * The same for the API's supported address, below whatever realm; empty if the path is not below
   * it.
   *
   * @param path as it stands in the request line, without the query
   */
  Optional<String> own(String path) {
    Matcher own = ownPath.matcher(path);
    if (!own.matches() || !isName(own.group("realm"))) {
      return Optional.empty();
    }
    String rest = Objects.requireNonNullElse(own.group("rest"), "");
    return Optional.of(
        own.group("mount")
            + decoded(rest)
                .flatMap(below -> known(below).or(() -> console(below)))
                .orElse(NOWHERE));
  }

  /**
   * Whether what we add to Keycloak's Admin API may be meant, in whatever spelling it is reached.
   *
   * @param path as it stands in the request line, without the query
   */
  boolean isAdminExtension(String path) {
    return decoded(path).map(RouteTable::isBelowAdminApi).orElse(true);
  }

  private static boolean isBelowAdminApi(String path) {
    List<String> segments =
        Stream.of(path.split("/", -1))
            .map(segment -> segment.replaceFirst(";.*", ""))
            .filter(segment -> !segment.isEmpty() && !segment.equals("."))
            .toList();
    int admin = segments.indexOf("admin");
    return segments.contains("..")
        || (admin >= 0
            && segments.size() > admin + 3
            && segments.get(admin + 3).equals(OWN_SEGMENT));
  }

  /**
   * Whether a dump may be uploaded there: it is read while it arrives, once its sender is known.
   */
  boolean isUpload(String path) {
    return uploadPath.matcher(path).matches();
  }

  private static Optional<String> console(String path) {
    return CONSOLE.matcher(withSlash(path)).matches() ? Optional.of(path) : Optional.empty();
  }

  /** What stands for a realm in a path, and is no step to somewhere else. */
  private static boolean isName(String segment) {
    return decoded(segment)
        .filter(name -> !name.equals(".") && !name.equals(".."))
        .filter(name -> name.chars().noneMatch(c -> c == ';' || c == '\\' || c < ' '))
        .isPresent();
  }

  /** A relative path of "/auth" must not hide "/auth/me/": the full path is looked at first. */
  private Stream<String> belowRoot(String path) {
    String prefix = options.relativePath();
    return !prefix.isEmpty() && path.startsWith(prefix + "/")
        ? Stream.of(path, path.substring(prefix.length()))
        : Stream.of(path);
  }

  /** A relative path of "/api" must not make the whole server the API's. */
  private Optional<String> reserved(String path) {
    String root = options.relativePath() + "/";
    String below = path.startsWith(root) ? path.substring(root.length() - 1) : path;
    return RESERVED.stream()
            .anyMatch(
                prefix ->
                    below.startsWith(prefix)
                        || (path.startsWith(prefix) && !root.startsWith(prefix)))
        ? Optional.of(EXPLAINED.contains(below) ? below : NOWHERE)
        : Optional.empty();
  }

  private String address(String path) {
    return options.relativePath() + "/realms/" + options.realm() + "/auth-service" + path;
  }

  private Optional<String> known(String path) {
    String withSlash = withSlash(path);
    return plain.contains(withSlash)
            || WITH_ID.stream().anyMatch(pattern -> pattern.matcher(withSlash).matches())
            || DESCRIPTION.matcher(withSlash).matches()
        ? Optional.of(path)
        : page(withSlash);
  }

  private static String withSlash(String path) {
    return path.endsWith("/") ? path : path + "/";
  }

  private static Optional<String> page(String path) {
    return PAGES.entrySet().stream()
        .filter(page -> page.getKey().matcher(path).matches())
        .map(Map.Entry::getValue)
        .findFirst();
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
