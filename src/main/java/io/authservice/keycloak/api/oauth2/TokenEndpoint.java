package io.authservice.keycloak.api.oauth2;

import io.authservice.keycloak.token.endpoint.GrantOutcome;
import io.authservice.keycloak.token.endpoint.OAuth2Reply;
import io.authservice.keycloak.token.grant.OAuth2Grants;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.AccessTokenResponse;

/** {@code token/} (RFC 6749 section 3.2). */
final class TokenEndpoint implements OAuth2Endpoint {

  private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

  /** What each grant cannot do without, and how the lack is worded. */
  private static final Map<String, Map<String, String>> REQUIRED =
      Map.of(
          "password",
          ordered(
              "username", "Request is missing username parameter.",
              "password", "Request is missing password parameter."),
          "refresh_token",
          Map.of("refresh_token", "Missing refresh token parameter."),
          "authorization_code",
          Map.of("code", "Missing code parameter."),
          "client_credentials",
          Map.of(),
          DEVICE_CODE,
          Map.of("device_code", "Missing device_code parameter."));

  private final OAuth2Grants grants;

  TokenEndpoint(OAuth2Grants grants) {
    this.grants = grants;
  }

  private static Map<String, String> ordered(String one, String first, String two, String second) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put(one, first);
    map.put(two, second);
    return map;
  }

  @Override
  public List<String> methods() {
    return List.of("POST");
  }

  @Override
  public OAuth2Reply answer(OAuth2Request request) {
    if (!request.rawQuery().isEmpty()) {
      return OAuth2Error.queryNotAllowed().reply();
    }
    Map<String, String> form = request.form().get();
    String grantType = form.getOrDefault("grant_type", "");
    Map<String, String> required = REQUIRED.get(grantType);
    if (required == null) {
      return OAuth2Error.of("unsupported_grant_type").reply();
    }
    Optional<String> missing =
        required.entrySet().stream()
            .filter(parameter -> form.getOrDefault(parameter.getKey(), "").isEmpty())
            .map(Map.Entry::getValue)
            .findFirst();
    if (missing.isPresent()) {
      GrantOutcome refusal = grants.refuse(form, "invalid_request");
      return refusal.clientKnown()
          ? OAuth2Error.invalidRequest(missing.get()).reply()
          : OAuth2Error.invalidClient().reply();
    }
    GrantOutcome outcome = grants.grant(form);
    AccessTokenResponse tokens = outcome.tokens();
    return tokens == null
        ? GrantErrors.translated(grantType, outcome).reply()
        : OAuth2Reply.json(200, body(tokens)).notStored();
  }

  /** Only what django-oauth-toolkit answers: strict clients trip over Keycloak's own members. */
  private static Map<String, Object> body(AccessTokenResponse tokens) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("access_token", tokens.getToken());
    body.put("expires_in", tokens.getExpiresIn());
    body.put("token_type", "Bearer");
    body.put("scope", sorted(tokens.getScope()));
    if (tokens.getRefreshToken() != null) {
      body.put("refresh_token", tokens.getRefreshToken());
    }
    if (tokens.getIdToken() != null) {
      body.put("id_token", tokens.getIdToken());
    }
    return body;
  }

  static String sorted(@Nullable String scope) {
    return scope == null
        ? ""
        : Arrays.stream(scope.split(" ", -1)).sorted().collect(Collectors.joining(" ")).strip();
  }
}
