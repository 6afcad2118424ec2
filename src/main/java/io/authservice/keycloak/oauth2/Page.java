package io.authservice.keycloak.oauth2;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/**
 * A page of the old service whose job a page of Keycloak does.
 *
 * @param keepsQuery whether the request's parameters go along; a POST then goes along too
 */
record Page(Supplier<URI> target, boolean keepsQuery) implements OAuth2Endpoint {

  @Override
  public List<String> methods() {
    return keepsQuery ? List.of("GET", "POST") : List.of("GET");
  }

  @Override
  public Reply answer(OAuth2Request request) {
    URI address = target.get();
    return Reply.redirect(
        request.isRead() ? 302 : 307,
        keepsQuery ? new RawQuery(request.rawQuery()).appendedTo(address) : address.toString());
  }
}
