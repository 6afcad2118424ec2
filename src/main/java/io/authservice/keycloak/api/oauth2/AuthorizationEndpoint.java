package io.authservice.keycloak.api.oauth2;

import io.authservice.keycloak.token.endpoint.KeycloakEndpoints;
import io.authservice.keycloak.token.endpoint.OAuth2Clients;
import io.authservice.keycloak.token.endpoint.OAuth2Reply;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * {@code authorize/}: sends the browser to the realm's login, whose cookies are bound to the
 * realm's own address.
 */
final class AuthorizationEndpoint implements OAuth2Endpoint {

  private final KeycloakEndpoints endpoints;
  private final OAuth2Clients clients;

  AuthorizationEndpoint(KeycloakEndpoints endpoints, OAuth2Clients clients) {
    this.endpoints = endpoints;
    this.clients = clients;
  }

  @Override
  public List<String> methods() {
    return List.of("GET", "POST");
  }

  @Override
  public boolean isPage() {
    return true;
  }

  @Override
  public OAuth2Reply answer(OAuth2Request request) {
    URI target = endpoints.authorization();
    RawQuery query = new RawQuery(request.rawQuery());
    return request.isRead()
        ? OAuth2Reply.redirect(302, withConsent(withScope(query)).appendedTo(target))
        : OAuth2Reply.redirect(307, query.appendedTo(target));
  }

  /** Keycloak grants optional scopes on demand only; a client that names none means all. */
  private RawQuery withScope(RawQuery query) {
    Optional<String> scope =
        query.value("scope").isPresent()
            ? Optional.empty()
            : query.value("client_id").flatMap(clients::defaultScope);
    return scope.map(names -> query.with("scope", names)).orElse(query);
  }

  /**
   * Keycloak remembers consent; django-oauth-toolkit asks every time, unless the client says {@code
   * approval_prompt=auto} or needs no consent at all.
   */
  private RawQuery withConsent(RawQuery query) {
    boolean settled =
        query.value("prompt").isPresent()
            || query.value("approval_prompt").filter("auto"::equals).isPresent();
    return !settled && query.value("client_id").filter(clients::needsConsent).isPresent()
        ? query.with("prompt", "consent")
        : query;
  }
}
