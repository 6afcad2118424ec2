package io.authservice.keycloak.oauth2;

import io.authservice.keycloak.token.NativeEndpoints;
import io.authservice.keycloak.token.OAuth2Clients;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code authorize/}: sends the browser to the realm's login, whose cookies are bound to the
 * realm's own address.
 */
final class Authorization implements OAuth2Endpoint {

  private final NativeEndpoints endpoints;
  private final OAuth2Clients clients;

  Authorization(NativeEndpoints endpoints, OAuth2Clients clients) {
    this.endpoints = endpoints;
    this.clients = clients;
  }

  @Override
  public List<String> methods() {
    return List.of("GET", "POST");
  }

  @Override
  public Reply answer(OAuth2Request request) {
    URI target = endpoints.authorization();
    return request.isRead()
        ? Reply.redirect(302, withQuery(target, withScope(request.rawQuery())))
        : Reply.redirect(307, withQuery(target, request.rawQuery()));
  }

  static String withQuery(URI target, String rawQuery) {
    return rawQuery.isEmpty() ? target.toString() : target + "?" + rawQuery;
  }

  /** Keycloak grants optional scopes on demand only; a client that names none means all. */
  private String withScope(String query) {
    if (parameter(query, "scope").filter(scope -> !scope.isBlank()).isPresent()) {
      return query;
    }
    return parameter(query, "client_id")
        .flatMap(clients::defaultScope)
        .map(scope -> without(query, "scope") + "&scope=" + encoded(scope))
        .orElse(query);
  }

  private static String encoded(String scope) {
    return URLEncoder.encode(scope, StandardCharsets.UTF_8);
  }

  private static String without(String query, String name) {
    return Arrays.stream(query.split("&", -1))
        .filter(pair -> !name.equals(decoded(pair.split("=", 2)[0]).orElse("")))
        .reduce((one, two) -> one + "&" + two)
        .orElse("");
  }

  private static Optional<String> parameter(String query, String name) {
    return Arrays.stream(query.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2 && name.equals(decoded(pair[0]).orElse("")))
        .map(pair -> decoded(pair[1]))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
