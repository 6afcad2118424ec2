package io.authservice.keycloak.http.exchange;

import io.authservice.keycloak.http.body.BodyRefusal;
import io.authservice.keycloak.http.limit.ListReaders;
import io.authservice.keycloak.http.routing.RoutedRequest;
import io.authservice.keycloak.wire.body.BodyParser;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ApiException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.urls.UrlType;

/** One request to the API, its body not yet read. */
public final class ApiRequest {

  /** Below whatever realm, as against the server's root. */
  private static final Pattern BELOW_A_REALM =
      Pattern.compile("/realms/[^/]+/auth-service/", Pattern.DOTALL);

  private final KeycloakSession session;
  private final HttpHeaders headers;
  private final Optional<RoutedRequest> sent;
  private final String method;
  private final String path;
  private final InputStream stream;
  private final BodyParser parser;
  private @Nullable RequestBody body;

  public ApiRequest(
      KeycloakSession session, String method, String path, InputStream stream, BodyParser parser) {
    this.session = session;
    this.headers = session.getContext().getHttpRequest().getHttpHeaders();
    this.sent = RoutedRequest.current();
    this.method = method;
    this.path = path;
    this.stream = stream;
    this.parser = parser;
  }

  /** Upper case; any token, not only the methods JAX-RS knows. */
  public String method() {
    return sent.map(original -> original.method().toUpperCase(Locale.ROOT)).orElse(method);
  }

  /** HEAD is answered as GET without its body (RFC 9110 section 9.3.2). */
  public boolean isRead() {
    return method().equals("GET") || method().equals("HEAD");
  }

  /** Below the mount point, with leading and trailing slash. */
  public String path() {
    return path;
  }

  /** The path as the client sent it, without the query. */
  public String originalPath() {
    return sent.map(RoutedRequest::path)
        .orElseGet(() -> session.getContext().getUri().getRequestUri().getRawPath());
  }

  /** The same for clients, with a slash at its end, for Django's {@code APPEND_SLASH}. */
  public String withSlashAppended() {
    String query = rawQuery();
    return publicAddress().path() + "/" + (query.isEmpty() ? "" : "?" + query);
  }

  /** Still percent-encoded; empty if there is none. */
  public String rawQuery() {
    String query = session.getContext().getUri().getRequestUri().getRawQuery();
    return query == null ? "" : query;
  }

  /** This request's absolute address with some query parameters changed. */
  public String addressWith(Map<String, String> parameters) {
    UriBuilder address = publicAddress().whole();
    parameters.forEach(address::replaceQueryParam);
    return address.build().toString();
  }

  /** The same, with one parameter left out. */
  public String addressWithout(String parameter, Map<String, String> parameters) {
    UriBuilder address = publicAddress().whole().replaceQueryParam(parameter);
    parameters.forEach(address::replaceQueryParam);
    return address.build().toString();
  }

  /**
   * The public address that the API's paths are below, where this request was sent to: the server's
   * root or the realm's address. Without a slash at its end.
   */
  public String server() {
    String root = publicAddress().server();
    return BELOW_A_REALM.matcher(originalPath()).find()
        ? root
            + UriBuilder.fromPath("/realms/{realm}/auth-service")
                .build(session.getContext().getRealm().getName())
                .getRawPath()
        : root;
  }

  private PublicAddress publicAddress() {
    return PublicAddress.of(session.getContext(), sent);
  }

  /** Where people log in and see to themselves. */
  public String accountConsole() {
    return session.getContext().getUri(UrlType.FRONTEND).getBaseUri().resolve("realms/")
        + UriBuilder.fromPath("{realm}/account/")
            .build(session.getContext().getRealm().getName())
            .toString();
  }

  /**
   * Who sent the request: the peer, or whom it forwards for where the server is told to believe it
   * ({@code proxy-headers}, {@code proxy-trusted-addresses}).
   */
  public String sender() {
    return session.getContext().getConnection().getRemoteAddr();
  }

  /**
   * Counts as a reader of a long list until it has been answered.
   *
   * @throws ApiException 429 if there are too many
   */
  public void enter(ListReaders lists) {
    lists.enter(session);
  }

  /**
   * Whether it came in the clear where the realm's <em>Require SSL</em> forbids it. That the public
   * address is one of HTTPS says nothing of how this request came.
   */
  public boolean lacksHttps() {
    boolean inTheClear = !isHttps(session.getContext().getHttpRequest().getUri());
    return inTheClear && session.getContext().getRealm().getSslRequired().isRequired(sender());
  }

  /** Whether the server's public address is one of HTTPS. */
  public boolean isSecure() {
    return isHttps(session.getContext().getUri());
  }

  private static boolean isHttps(UriInfo uri) {
    return "https".equals(uri.getBaseUri().getScheme());
  }

  public Optional<String> header(String name) {
    List<String> values = headers.getRequestHeader(name);
    return values == null || values.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(", ", values));
  }

  /**
   * The value of a cookie (RFC 6265 section 5.4). Of several with one name nobody knows which is
   * ours: then there is none.
   */
  public Optional<String> cookie(String name) {
    List<String> lines = headers.getRequestHeader(HttpHeaders.COOKIE);
    List<String> found =
        lines == null
            ? List.of()
            : lines.stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .distinct()
                .limit(2)
                .toList();
    return found.size() == 1
        ? Optional.of(found.get(0)).filter(value -> !value.isEmpty())
        : Optional.empty();
  }

  /** That of the server's own pages, as browsers write it. */
  public String ownOrigin() {
    URI server = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
    boolean usual =
        server.getPort() < 0 || server.getPort() == ("https".equals(server.getScheme()) ? 443 : 80);
    return server.getScheme() + "://" + server.getHost() + (usual ? "" : ":" + server.getPort());
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(session.getContext().getUri().getQueryParameters().getFirst(name));
  }

  /**
   * The parsed body.
   *
   * @throws ApiException 400 if it cannot be parsed, 408 if it broke off or came too slowly, 413 if
   *     it is too large, 415 if its media type is none the API reads, 503 if there was no room
   */
  public RequestBody body() {
    RequestBody parsed = body;
    if (parsed == null) {
      sent.map(RoutedRequest::refusal).ifPresent(ApiRequest::refuse);
      String contentType =
          sent.isPresent()
              ? sent.get().contentType()
              : header(HttpHeaders.CONTENT_TYPE).orElse(null);
      parsed = parser.parse("".equals(contentType) ? null : contentType, stream);
      body = parsed;
    }
    return parsed;
  }

  private static void refuse(BodyRefusal refusal) {
    throw switch (refusal) {
      case TOO_LARGE -> ApiException.payloadTooLarge();
      case TOO_SLOW -> ApiException.bodyIncomplete();
      case NO_ROOM -> ApiException.unavailable();
    };
  }
}
