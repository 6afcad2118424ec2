package io.authservice.keycloak.rest;

import io.authservice.keycloak.token.TokenCheck;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.wire.ApiException;
import io.authservice.keycloak.wire.TokenForm;
import io.authservice.keycloak.wire.ViewName;
import java.util.Map;

/** {@code /api/token/verify/}: SimpleJWT's {@code TokenVerifyView}. */
final class VerifyView extends TokenView {

  private final TokenCheck check;
  private final TokenForm form;

  VerifyView(TokenCheck check, TokenForm form) {
    super(ViewName.TOKEN_VERIFY);
    this.check = check;
    this.form = form;
  }

  @Override
  Answer post(ApiRequest request) {
    String token = form.verify(request.body()).orThrow();
    try {
      check.requireUsable(token);
      return Answer.ok(Map.of());
    } catch (TokenRefusedException refused) {
      throw switch (refused.reason()) {
        case EXPIRED -> ApiException.refreshTokenNotValid("Token is expired");
        case BLACKLISTED -> ApiException.nonField("Token is blacklisted");
        case INVALID_TOKEN, WRONG_TYPE, USER_INACTIVE, USER_NOT_FOUND ->
            ApiException.refreshTokenNotValid("Token is invalid");
      };
    }
  }
}
