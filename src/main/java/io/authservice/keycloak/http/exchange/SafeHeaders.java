package io.authservice.keycloak.http.exchange;

import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every answer tells browsers for the safety of who reads it, as Django's middleware does. */
public final class SafeHeaders {

  private SafeHeaders() {}

  /**
   * By name.
   *
   * @param referrer to whom links from the answer tell where they stood ({@code Referrer-Policy})
   */
  public static Map<String, String> of(ApiRequest request, String referrer) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", referrer);
    if (request.isSecure()) {
      headers.put("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
    return headers;
  }

  /** The answer with them. */
  public static Response.ResponseBuilder in(
      Response.ResponseBuilder response, ApiRequest request, String referrer) {
    of(request, referrer).forEach(response::header);
    return response;
  }
}
