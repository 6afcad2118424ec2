package io.authservice.keycloak.api.oauth2;

import io.authservice.keycloak.token.endpoint.OAuth2Reply;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An address whose answers are Keycloak's own.
 *
 * @param isPublic whether scripts of every origin may read them
 */
record PassThroughEndpoint(
    List<String> methods, boolean isPublic, Function<Map<String, String>, OAuth2Reply> endpoint)
    implements OAuth2Endpoint {

  @Override
  public OAuth2Reply answer(OAuth2Request request) {
    OAuth2Reply reply = endpoint.apply(request.isRead() ? Map.of() : request.form().get());
    if (!reply.headers().containsKey(HttpHeaders.CONTENT_TYPE)) {
      reply = reply.with(HttpHeaders.CONTENT_TYPE, "application/json");
    }
    return isPublic ? reply.with("Access-Control-Allow-Origin", "*") : reply;
  }
}
