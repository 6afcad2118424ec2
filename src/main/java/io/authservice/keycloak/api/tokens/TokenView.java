package io.authservice.keycloak.api.tokens;

import io.authservice.keycloak.api.view.PostView;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.TokenErrors;
import java.util.Optional;

/** What SimpleJWT's views share: POST only, and no look at the caller's credentials. */
abstract class TokenView extends PostView {

  TokenView(ViewName name) {
    super(name);
  }

  /** How SimpleJWT refuses a refresh token. */
  static ApiException refusal(TokenRefusedException.Reason reason) {
    return switch (reason) {
      case USER_INACTIVE, USER_NOT_FOUND -> TokenErrors.noActiveAccountForToken();
      case WRONG_TYPE -> TokenErrors.refreshTokenNotValid("Token has wrong type");
      case EXPIRED -> TokenErrors.refreshTokenNotValid("Token is expired");
      case BLACKLISTED -> TokenErrors.refreshTokenNotValid("Token is blacklisted");
      case INVALID_TOKEN -> TokenErrors.refreshTokenNotValid("Token is invalid");
    };
  }

  @Override
  public final boolean describesForm(Optional<Caller> caller) {
    return true;
  }

  @Override
  public final boolean keepsWritesOfRefusals() {
    return true;
  }
}
