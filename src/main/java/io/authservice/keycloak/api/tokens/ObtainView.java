package io.authservice.keycloak.api.tokens;

import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.limit.Throttles;
import io.authservice.keycloak.token.grant.LoginRefusedException;
import io.authservice.keycloak.token.grant.TokenIssuer;
import io.authservice.keycloak.token.refresh.IssuedTokens;
import io.authservice.keycloak.wire.error.TokenErrors;

/** {@code /api/token/}: SimpleJWT's {@code TokenObtainPairView}. */
public final class ObtainView extends TokenView {

  private final TokenIssuer issuer;
  private final TokenForm form;
  private final Throttles throttles;

  public ObtainView(TokenIssuer issuer, TokenForm form, Throttles throttles) {
    super(ViewName.TOKEN_OBTAIN_PAIR);
    this.throttles = throttles;
    this.issuer = issuer;
    this.form = form;
  }

  @Override
  Answer post(ApiRequest request) {
    throttles.login(request.sender());
    LoginInput credentials = form.obtain(request.body()).orThrow();
    throttles.loginAs(credentials.username());
    try {
      IssuedTokens tokens =
          issuer.obtain(credentials.username(), credentials.password(), credentials.totp());
      return Answer.ok(TokensRecord.ofLogin(tokens.access(), tokens.refresh()));
    } catch (LoginRefusedException refused) {
      throw switch (refused.reason()) {
        case BAD_CREDENTIALS -> TokenErrors.noActiveAccount();
        case OTP_REQUIRED -> TokenErrors.otpRequired(refused.browserFactors());
        case OTP_INVALID -> TokenErrors.otpInvalid(refused.browserFactors());
        case ACTION_REQUIRED -> TokenErrors.actionRequired(refused.pendingActions());
      };
    }
  }
}
