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
  private final boolean byEmail;

  /**
   * @param byEmail whether users are known by their e-mail, as with a {@code USERNAME_FIELD} of
   *     {@code email}
   */
  public ObtainView(PasswordLogin login, TokenForm form, boolean byEmail) {
    super(ViewName.TOKEN_OBTAIN_PAIR);
    this.login = login;
    this.form = form;
    this.byEmail = byEmail;
  }

  @Override
  protected Answer post(ApiRequest request) {
    login.begin(request);
    LoginInput credentials = form.obtain(request.body(), byEmail).orThrow();
    IssuedTokens tokens = login.with(credentials, TokenErrors::noActiveAccount);
    return Answer.ok(TokensRecord.ofLogin(tokens.access(), tokens.refresh()));
  }
}
