package io.authservice.keycloak.api.tokens;

import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.bearer.TokenVerification;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.TokenErrors;
import java.util.Map;

/** {@code /api/token/verify/}: SimpleJWT's {@code TokenVerifyView}. */
public final class VerifyView extends TokenView {

  private final TokenVerification check;
  private final TokenForm form;

  public VerifyView(TokenVerification check, TokenForm form) {
    super(ViewName.TOKEN_VERIFY);
    this.check = check;
    this.form = form;
  }

  @Override
  protected Answer post(ApiRequest request) {
    String token = form.verify(request.body()).orThrow();
    try {
      check.requireUsable(token);
      return Answer.ok(Map.of());
    } catch (TokenRefusedException refused) {
      throw switch (refused.reason()) {
        case EXPIRED -> TokenErrors.refreshTokenNotValid("Token is expired");
        case BLACKLISTED -> ApiException.nonField("Token is blacklisted");
        case INVALID_TOKEN, WRONG_TYPE, USER_INACTIVE, USER_NOT_FOUND ->
            TokenErrors.refreshTokenNotValid("Token is invalid");
      };
    }
  }
}
