package io.authservice.keycloak.api.tokens;

import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.limit.Throttles;
import io.authservice.keycloak.token.grant.LoginRefusedException;
import io.authservice.keycloak.token.grant.TokenIssuer;
import io.authservice.keycloak.token.refresh.IssuedTokens;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.TokenErrors;
import java.util.function.Supplier;

/** Logins by a password, whatever call asks for them: limited, and refused in SimpleJWT's words. */
public final class PasswordLogin {

  private final TokenIssuer issuer;
  private final Throttles throttles;

  public PasswordLogin(TokenIssuer issuer, Throttles throttles) {
    this.issuer = issuer;
    this.throttles = throttles;
  }

  /** Counts a request before anything else is known of it. */
  public void begin(ApiRequest request) {
    throttles.login(request.sender());
  }

  /**
   * Logs in.
   *
   * @param bad the refusal of whatever must not be told apart from a wrong password
   * @throws ApiException 401 for right credentials that are not enough; 429
   */
  public IssuedTokens with(LoginInput credentials, Supplier<ApiException> bad) {
    throttles.loginAs(credentials.username());
    try {
      return issuer.obtain(credentials.username(), credentials.password(), credentials.totp());
    } catch (LoginRefusedException refused) {
      throw switch (refused.reason()) {
        case BAD_CREDENTIALS -> bad.get();
        case OTP_REQUIRED -> TokenErrors.otpRequired(refused.browserFactors());
        case OTP_INVALID -> TokenErrors.otpInvalid(refused.browserFactors());
        case ACTION_REQUIRED -> TokenErrors.actionRequired(refused.pendingActions());
      };
    }
  }
}
