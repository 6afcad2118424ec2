package io.authservice.keycloak.token.grant;

import io.authservice.keycloak.token.ApiScopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AppAuthManager.AuthHeader;
import org.keycloak.utils.StringUtil;

/**
 * The tokens in exchange for which a token request asks for another (RFC 8693 section 2.1, and the
 * grant of User-Managed Access).
 */
final class PresentedTokens {

  private final KeycloakSession session;

  PresentedTokens(KeycloakSession session) {
    this.session = session;
  }

  /**
   * What all of them may do at the API; nothing, if one is not a token of the realm.
   *
   * @return empty if none is presented, or the scopes do not limit them
   */
  Optional<Set<String>> limit() {
    Optional<Set<String>> limit = Optional.empty();
    for (String presented : presented()) {
      Optional<Set<String>> own = scopes(presented);
      Optional<Set<String>> former = limit;
      limit =
          own.map(names -> former.map(others -> ApiScopes.common(names, others)).orElse(names))
              .or(() -> former);
    }
    return limit;
  }

  /** What the request's {@code scope} names of the API's scopes. */
  Set<String> askedFor() {
    return ApiScopes.named(parameter(OAuth2Constants.SCOPE));
  }

  private List<String> presented() {
    String grant = parameter(OAuth2Constants.GRANT_TYPE);
    if (OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE.equals(grant)) {
      return found(parameter(OAuth2Constants.SUBJECT_TOKEN));
    }
    return OAuth2Constants.UMA_GRANT_TYPE.equals(grant)
        ? found(parameter(OAuth2Constants.SUBJECT_TOKEN), parameter("claim_token"), bearer())
        : List.of();
  }

  private static List<String> found(@Nullable String... tokens) {
    List<String> found = new ArrayList<>();
    Stream.of(tokens).filter(token -> token != null && !token.isEmpty()).forEach(found::add);
    return found;
  }

  private @Nullable String bearer() {
    AuthHeader header =
        AppAuthManager.extractAuthorizationHeaderTokenOrReturnNull(
            session.getContext().getHttpRequest().getHttpHeaders());
    return header == null ? null : header.getToken();
  }

  /** As Keycloak's token endpoint reads it. */
  private @Nullable String parameter(String name) {
    return Optional.ofNullable(session.getContext().getHttpRequest())
        .map(HttpRequest::getDecodedFormParameters)
        .map(form -> form.getFirst(name))
        .map(StringUtil::removeControlCharacters)
        .orElse(null);
  }

  private Optional<Set<String>> scopes(String presented) {
    AccessToken token = session.tokens().decode(presented, AccessToken.class);
    ClientModel client =
        token == null || token.getIssuedFor() == null
            ? null
            : session.getContext().getRealm().getClientByClientId(token.getIssuedFor());
    return client == null ? Optional.of(Set.of()) : ApiScopes.of(token, token.getScope(), client);
  }
}
