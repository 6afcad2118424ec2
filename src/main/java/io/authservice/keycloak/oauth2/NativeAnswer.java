package io.authservice.keycloak.oauth2;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An address whose answers are Keycloak's own.
 *
 * @param isPublic whether scripts of every origin may read them
 */
record NativeAnswer(
    List<String> methods, boolean isPublic, Function<Map<String, String>, Response> endpoint)
    implements OAuth2Endpoint {

  private static final List<String> KEPT =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CACHE_CONTROL, HttpHeaders.WWW_AUTHENTICATE);

  @Override
  public Reply answer(OAuth2Request request) {
    Response response = endpoint.apply(request.isRead() ? Map.of() : request.form().get());
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : KEPT) {
      String value = response.getHeaderString(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    headers.putIfAbsent(HttpHeaders.CONTENT_TYPE, "application/json");
    if (isPublic) {
      headers.put("Access-Control-Allow-Origin", "*");
    }
    return new Reply(response.getStatus(), headers, response.getEntity());
  }
}
