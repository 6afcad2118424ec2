package io.authservice.keycloak.api.view;

import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.authority.TokenScopes;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.TokenErrors;
import java.util.Optional;

/**
 * Whether a caller may use a method of a view at all, whatever it is aimed at: asked once the
 * caller is known and before the method is looked at, as {@code APIView.check_permissions} is.
 */
public final class Permissions {

  private final boolean scopesLimitMethods;

  /**
   * Permissions of all views.
   *
   * @param scopesLimitMethods whether a token may only do what its scopes name
   */
  public Permissions(boolean scopesLimitMethods) {
    this.scopesLimitMethods = scopesLimitMethods;
  }

  /**
   * Refuses a caller that may not.
   *
   * @throws ApiException 401 if there is no caller, 403 if it lacks a right or its token a scope
   */
  void require(View view, ApiRequest request, Optional<Caller> caller) {
    if (!view.isOpenTo(caller, request.method())) {
      throw caller.isEmpty() ? notAuthenticated(request) : ApiException.permissionDenied();
    }
    Optional<String> missing = missingScope(request.method(), caller);
    if (missing.isPresent()) {
      throw ApiException.insufficientScope(missing.get());
    }
  }

  /** A token in a URL is refused, for URLs are kept in logs; who sends one is told so. */
  private static ApiException notAuthenticated(ApiRequest request) {
    boolean tokenInUrl =
        request.header("Authorization").isEmpty()
            && request.query("access_token").filter(token -> !token.isEmpty()).isPresent();
    return tokenInUrl
        ? TokenErrors.notAuthenticatedRefusedToken()
        : ApiException.notAuthenticated();
  }

  boolean allow(View view, String method, Optional<Caller> caller) {
    return view.isOpenTo(caller, method) && missingScope(method, caller).isEmpty();
  }

  private Optional<String> missingScope(String method, Optional<Caller> caller) {
    return caller
        .filter(self -> scopesLimitMethods)
        .flatMap(self -> new TokenScopes(self.bearer().scopes()).missingFor(method));
  }
}
