package io.authservice.keycloak.api.oauth2;

import io.authservice.keycloak.token.endpoint.OAuth2Reply;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/**
 * A page of the old service whose job a page of Keycloak does.
 *
 * @param keepsQuery whether the request's parameters go along
 */
record PageRedirect(Supplier<URI> target, List<String> methods, boolean keepsQuery)
    implements OAuth2Endpoint {

  static PageRedirect of(Supplier<URI> target) {
    return new PageRedirect(target, List.of("GET"), false);
  }

  static PageRedirect takingQuery(Supplier<URI> target) {
    return new PageRedirect(target, List.of("GET"), true);
  }

  /** The query goes along, and so does the form of a POST. */
  static PageRedirect takingForms(Supplier<URI> target) {
    return new PageRedirect(target, List.of("GET", "POST"), true);
  }

  @Override
  public boolean isPage() {
    return true;
  }

  @Override
  public OAuth2Reply answer(OAuth2Request request) {
    URI address = target.get();
    return OAuth2Reply.redirect(
        request.isRead() ? 302 : 307,
        keepsQuery ? new RawQuery(request.rawQuery()).appendedTo(address) : address.toString());
  }
}
