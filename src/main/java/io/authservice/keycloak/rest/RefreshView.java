package io.authservice.keycloak.rest;

import io.authservice.keycloak.token.TokenIssuer;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.wire.AccessOnly;
import io.authservice.keycloak.wire.ApiException;
import io.authservice.keycloak.wire.TokenForm;
import io.authservice.keycloak.wire.ViewName;

/** {@code /api/token/refresh/}: SimpleJWT's {@code TokenRefreshView}. */
final class RefreshView extends TokenView {

  private final TokenIssuer issuer;
  private final TokenForm form;

  RefreshView(TokenIssuer issuer, TokenForm form) {
    super(ViewName.TOKEN_REFRESH);
    this.issuer = issuer;
    this.form = form;
  }

  @Override
  Answer post(ApiRequest request) {
    String refreshToken = form.refresh(request.body()).orThrow();
    try {
      return Answer.ok(new AccessOnly(issuer.refresh(refreshToken).access()));
    } catch (TokenRefusedException refused) {
      throw switch (refused.reason()) {
        case USER_INACTIVE, USER_NOT_FOUND -> ApiException.noActiveAccountForToken();
        case WRONG_TYPE -> ApiException.refreshTokenNotValid("Token has wrong type");
        case EXPIRED -> ApiException.refreshTokenNotValid("Token is expired");
        case INVALID_TOKEN, BAD_CREDENTIALS, ACTION_REQUIRED ->
            ApiException.refreshTokenNotValid("Token is invalid");
      };
    }
  }
}
