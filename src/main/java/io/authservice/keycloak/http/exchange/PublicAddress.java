package io.authservice.keycloak.http.exchange;

import io.authservice.keycloak.http.routing.RoutedRequest;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;
import org.keycloak.models.KeycloakContext;

/**
 * Where a request was sent to as its client knows the server: an option or a proxy's headers tell
 * the public name, and the path that all the server's are below; the request line has others.
 */
final class PublicAddress {

  private final URI request;
  private final URI told;
  private final String own;
  private final String sent;

  private PublicAddress(URI request, URI told, String own, String sent) {
    this.request = request;
    this.told = told;
    this.own = own;
    this.sent = sent;
  }

  /**
   * That of the request being served.
   *
   * @param routed what it was before it was routed; of one that was not, the server's own reading
   *     of its path begins with what a proxy told, as that of its base does
   */
  static PublicAddress of(KeycloakContext context, Optional<RoutedRequest> routed) {
    URI request = context.getUri().getRequestUri();
    return new PublicAddress(
        request,
        context.getUri().getBaseUri(),
        routed
            .map(RoutedRequest::root)
            .orElseGet(() -> withoutSlashes(context.getHttpRequest().getUri().getBaseUri())),
        routed.map(RoutedRequest::path).orElseGet(request::getRawPath));
  }

  /** The path as the client sent it to the server or its proxy, without the query. */
  String path() {
    return sent.startsWith(own) ? root() + sent.substring(own.length()) : sent;
  }

  /** All of it, with the query. */
  UriBuilder whole() {
    return UriBuilder.fromUri(request)
        .scheme(told.getScheme())
        .host(told.getHost())
        .port(told.getPort())
        .replacePath(path());
  }

  /** The address that all the server's are below, without a slash at its end. */
  String server() {
    return UriBuilder.fromUri(told).replacePath(root()).build().toString();
  }

  /** Where it is told without a path, that of the server ({@code http-relative-path}). */
  private String root() {
    String path = withoutSlashes(told);
    return path.isEmpty() ? own : path;
  }

  private static String withoutSlashes(URI base) {
    return base.getRawPath().replaceFirst("/+$", "");
  }
}
