package io.authservice.keycloak.http.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens that Keycloak's Admin API fails on: it takes for granted that what can be read as
 * JSON names an algorithm and an issuer. Whatever else is wrong with a token it sees for itself.
 */
final class ReadableBearer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEME = "bearer ";

  private ReadableBearer() {}

  /**
   * Whether it can be left to Keycloak.
   *
   * @param authorization the request's header; null if it has none
   */
  static boolean isReadable(@Nullable String authorization) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return true;
    }
    String[] parts = authorization.substring(SCHEME.length()).strip().split("\\.", 3);
    return parts.length < 2 || (names(parts[0], "alg") && names(parts[1], "iss"));
  }

  private static boolean names(String part, String member) {
    return json(part).map(json -> json.path(member).isTextual()).orElse(true);
  }

  /** Empty for what is no JSON. */
  private static Optional<JsonNode> json(String part) {
    try {
      return Optional.of(JSON.readTree(Base64.getUrlDecoder().decode(part)));
    } catch (IllegalArgumentException | IOException unreadable) {
      return Optional.empty();
    }
  }
}
