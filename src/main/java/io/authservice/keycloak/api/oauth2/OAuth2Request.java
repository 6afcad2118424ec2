package io.authservice.keycloak.api.oauth2;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One request to an OAuth2 endpoint.
 *
 * @param method upper case; HEAD counts as GET
 * @param secure whether it came as the realm demands: encrypted, or from where it need not be
 * @param rawQuery still percent-encoded, without the question mark; empty if there is none
 * @param authorization the {@code Authorization} header
 * @param form the fields of a form body, the last value of a field; empty for any other body
 */
record OAuth2Request(
    String method,
    boolean secure,
    String rawQuery,
    Optional<String> authorization,
    Supplier<Map<String, String>> form) {

  boolean isRead() {
    return method.equals("GET") || method.equals("HEAD");
  }
}
