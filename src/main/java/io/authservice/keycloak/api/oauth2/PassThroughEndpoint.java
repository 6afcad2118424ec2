package io.authservice.keycloak.api.oauth2;

import io.authservice.keycloak.token.endpoint.OAuth2Reply;
import io.authservice.keycloak.token.endpoint.Reply;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.LinkedHashMap;
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
  public Reply answer(OAuth2Request request) {
    OAuth2Reply reply = endpoint.apply(request.isRead() ? Map.of() : request.form().get());
    Map<String, String> headers = new LinkedHashMap<>(reply.headers());
    headers.putIfAbsent(HttpHeaders.CONTENT_TYPE, "application/json");
    if (isPublic) {
      headers.put("Access-Control-Allow-Origin", "*");
    }
    return new Reply(reply.status(), headers, reply.body());
  }
}
