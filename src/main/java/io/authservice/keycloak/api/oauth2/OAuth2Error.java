package io.authservice.keycloak.api.oauth2;

import io.authservice.keycloak.token.endpoint.OAuth2Reply;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal in the words of django-oauth-toolkit, whose library adds a description to few of them.
 *
 * @param code of RFC 6749 section 5.2, RFC 7009 section 2.2.1 or RFC 8628 section 3.5
 * @param description empty for none
 */
record OAuth2Error(int status, String code, String description) {

  static OAuth2Error of(String code) {
    return new OAuth2Error(400, code, "");
  }

  static OAuth2Error of(String code, String description) {
    return new OAuth2Error(400, code, description);
  }

  static OAuth2Error invalidRequest(String description) {
    return of("invalid_request", description);
  }

  static OAuth2Error invalidClient() {
    return new OAuth2Error(401, "invalid_client", "");
  }

  /** As Keycloak's own endpoints say it. */
  static OAuth2Error httpsRequired() {
    return new OAuth2Error(403, "invalid_request", "HTTPS required");
  }

  /** Parameters of a URL end up in logs, so the endpoints take none. */
  static OAuth2Error queryNotAllowed() {
    return invalidRequest("URL query parameters are not allowed");
  }

  OAuth2Reply reply() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", code);
    if (!description.isEmpty()) {
      body.put("error_description", description);
    }
    OAuth2Reply reply = OAuth2Reply.json(status, body).notStored();
    return status == 401
        ? reply.with(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"" + code + "\"")
        : reply;
  }
}
