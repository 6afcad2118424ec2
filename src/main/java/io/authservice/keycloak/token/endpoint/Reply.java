package io.authservice.keycloak.token.endpoint;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an OAuth2 endpoint answers.
 *
 * @param headers those of this answer alone; the ones every answer has are added elsewhere
 * @param body what Jackson can write, or text; null for an empty body
 */
public record Reply(int status, Map<String, String> headers, @Nullable Object body) {

  private static final String JSON = "application/json";
  private static final String HTML = "text/html; charset=utf-8";

  /** A JSON object. */
  public static Reply json(int status, Map<String, Object> body) {
    return new Reply(status, Map.of(HttpHeaders.CONTENT_TYPE, JSON), body);
  }

  public static Reply empty(int status) {
    return new Reply(status, Map.of(HttpHeaders.CONTENT_TYPE, HTML), null);
  }

  public static Reply redirect(int status, String location) {
    return empty(status).with(HttpHeaders.LOCATION, location);
  }

  /** RFC 6749 section 5.1. */
  public Reply notStored() {
    return with(HttpHeaders.CACHE_CONTROL, "no-store").with("Pragma", "no-cache");
  }

  public Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }
}
