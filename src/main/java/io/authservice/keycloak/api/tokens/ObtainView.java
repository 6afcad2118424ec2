package io.authservice.keycloak.api.tokens;

import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.token.refresh.IssuedTokens;
import io.authservice.keycloak.wire.error.TokenErrors;

/** {@code /api/token/}: SimpleJWT's {@code TokenObtainPairView}. */
public final class ObtainView extends TokenView {

  private final PasswordLogin login;
  private final TokenForm form;

  public ObtainView(PasswordLogin login, TokenForm form) {
    super(ViewName.TOKEN_OBTAIN_PAIR);
    this.login = login;
    this.form = form;
  }

  @Override
  Answer post(ApiRequest request) {
    login.begin(request);
    LoginInput credentials = form.obtain(request.body()).orThrow();
    IssuedTokens tokens = login.with(credentials, TokenErrors::noActiveAccount);
    return Answer.ok(TokensRecord.ofLogin(tokens.access(), tokens.refresh()));
  }
}
