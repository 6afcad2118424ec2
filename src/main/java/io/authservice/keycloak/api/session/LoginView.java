package io.authservice.keycloak.api.session;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.api.tokens.LoginInput;
import io.authservice.keycloak.api.tokens.PasswordLogin;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.PostView;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.token.refresh.IssuedTokens;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code /dj-rest-auth/login/}: the realm's login, with the user beside the tokens. */
public final class LoginView extends PostView {

  private final PasswordLogin login;
  private final LoggedInUsers users;
  private final TokenCookies cookies;

  public LoginView(PasswordLogin login, LoggedInUsers users, TokenCookies cookies) {
    super(ViewName.LOGIN);
    this.cookies = cookies;
    this.login = login;
    this.users = users;
  }

  /** Keycloak counts failed logins and keeps their events. */
  @Override
  public boolean keepsWritesOfRefusals() {
    return true;
  }

  @Override
  protected Answer post(ApiRequest request) {
    login.begin(request);
    cookies.requireOwnPage(request);
    LoginInput credentials = LoginForm.read(request.body(), users::usernameOf);
    IssuedTokens tokens = login.with(credentials, LoginForm::refusal);
    Account account = users.named(credentials.username());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("access", tokens.access());
    body.put("refresh", cookies.keepRefreshToken() ? "" : tokens.refresh());
    body.put("user", UserDetails.of(account));
    return Answer.ok(body).setting(cookies.of(tokens.access(), Optional.of(tokens.refresh())));
  }
}
