package io.authservice.keycloak.token.endpoint;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an OAuth2 endpoint answers.
 *
 * @param headers those of this answer alone; the ones every answer has are added elsewhere
 * @param body what Jackson can write, or text; null for an empty body
 */
public record OAuth2Reply(int status, Map<String, String> headers, @Nullable Object body) {

  private static final String JSON = "application/json";
  private static final String HTML = "text/html; charset=utf-8";

  private static final List<String> KEPT =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CACHE_CONTROL, HttpHeaders.WWW_AUTHENTICATE);

  /** A JSON object. */
  public static OAuth2Reply json(int status, Map<String, Object> body) {
    return new OAuth2Reply(status, Map.of(HttpHeaders.CONTENT_TYPE, JSON), body);
  }

  public static OAuth2Reply empty(int status) {
    return new OAuth2Reply(status, Map.of(HttpHeaders.CONTENT_TYPE, HTML), null);
  }

  public static OAuth2Reply redirect(int status, String location) {
    return empty(status).with(HttpHeaders.LOCATION, location);
  }

  /** RFC 6749 section 5.1. */
  public OAuth2Reply notStored() {
    return with(HttpHeaders.CACHE_CONTROL, "no-store").with("Pragma", "no-cache");
  }

  public OAuth2Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new OAuth2Reply(status, more, body);
  }

  /** An answer of Keycloak's own. */
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
