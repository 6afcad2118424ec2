package io.authservice.keycloak.token.endpoint;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer of Keycloak's own.
 *
 * @param headers those that belong to the body or to the refusal
 * @param body what Jackson can write, or text; null for an empty body
 */
public record OAuth2Reply(int status, Map<String, String> headers, @Nullable Object body) {

  private static final List<String> KEPT =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CACHE_CONTROL, HttpHeaders.WWW_AUTHENTICATE);

  static OAuth2Reply of(Response response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : KEPT) {
      String value = response.getHeaderString(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    return new OAuth2Reply(response.getStatus(), headers, response.getEntity());
  }
}
