package io.authservice.keycloak.api.oauth2;

import io.authservice.keycloak.token.endpoint.OAuth2Reply;
import io.authservice.keycloak.token.endpoint.OAuth2Tokens;
import java.util.List;
import java.util.Map;

/**
 * {@code revoke_token/} (RFC 7009). Whether there was a token to revoke is not told, nor whose it
 * was.
 */
final class RevocationEndpoint implements OAuth2Endpoint {

  private final OAuth2Tokens tokens;

  RevocationEndpoint(OAuth2Tokens tokens) {
    this.tokens = tokens;
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
    if (form.getOrDefault("token", "").isEmpty()) {
      return OAuth2Error.invalidRequest("Missing token parameter.").reply();
    }
    return tokens.revoke(form) ? OAuth2Reply.empty(200) : OAuth2Error.invalidClient().reply();
  }
}
