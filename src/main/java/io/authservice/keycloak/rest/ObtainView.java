package io.authservice.keycloak.rest;

import io.authservice.keycloak.token.IssuedTokens;
import io.authservice.keycloak.token.LoginRefusedException;
import io.authservice.keycloak.token.TokenIssuer;
import io.authservice.keycloak.wire.ApiException;
import io.authservice.keycloak.wire.Credentials;
import io.authservice.keycloak.wire.TokenForm;
import io.authservice.keycloak.wire.TokenPair;
import io.authservice.keycloak.wire.ViewName;

/** {@code /api/token/}: SimpleJWT's {@code TokenObtainPairView}. */
final class ObtainView extends TokenView {

  private final TokenIssuer issuer;
  private final TokenForm form;
  private final Throttles throttles;

  ObtainView(TokenIssuer issuer, TokenForm form, Throttles throttles) {
    super(ViewName.TOKEN_OBTAIN_PAIR);
    this.throttles = throttles;
    this.issuer = issuer;
    this.form = form;
  }

  @Override
  Answer post(ApiRequest request) {
    throttles.login(request);
    Credentials credentials = form.obtain(request.body()).orThrow();
    throttles.loginAs(credentials.username());
    try {
      IssuedTokens tokens =
          issuer.obtain(credentials.username(), credentials.password(), credentials.totp());
      return Answer.ok(new TokenPair(tokens.access(), tokens.refresh()));
    } catch (LoginRefusedException refused) {
      throw switch (refused.reason()) {
        case BAD_CREDENTIALS -> ApiException.noActiveAccount();
        case OTP_REQUIRED -> ApiException.otpRequired(refused.browserFactors());
        case OTP_INVALID -> ApiException.otpInvalid(refused.browserFactors());
        case ACTION_REQUIRED -> ApiException.actionRequired(refused.pendingActions());
      };
    }
  }
}
