package io.authservice.keycloak.api.oauth2;

import io.authservice.keycloak.token.endpoint.OAuth2Reply;
import java.util.List;

/** One of the OAuth2 addresses. */
interface OAuth2Endpoint {

  /** Without OPTIONS, which every address answers. */
  List<String> methods();

  /** Whether it only leads a browser on, to an address that looks at the connection itself. */
  default boolean isPage() {
    return false;
  }

  /** Answers one of the methods. */
  OAuth2Reply answer(OAuth2Request request);
}
