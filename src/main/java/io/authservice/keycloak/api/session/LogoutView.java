package io.authservice.keycloak.api.session;

import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.PostView;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.legacy.LegacyTokens;
import io.authservice.keycloak.token.session.Logout;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.TextField;
import io.authservice.keycloak.wire.field.Validated;
import java.util.Map;
import java.util.Optional;

/** {@code /dj-rest-auth/logout/}: ends the session of the refresh token that is sent. */
public final class LogoutView extends PostView {

  private static final TextField REFRESH = TextField.optional("refresh", TextField.UNLIMITED);

  private final Logout logout;
  private final Optional<LegacyTokens> legacy;
  private final TokenCookies cookies;

  public LogoutView(Logout logout, Optional<LegacyTokens> legacy, TokenCookies cookies) {
    super(ViewName.LOGOUT);
    this.logout = logout;
    this.legacy = legacy;
    this.cookies = cookies;
  }

  @Override
  protected Answer post(ApiRequest request) {
    Fields fields = new Fields(request.body(), false);
    Optional<String> read = fields.readable() ? fields.text(REFRESH) : Optional.empty();
    Optional<String> token =
        new Validated<>(read, fields.errors()).orThrow().filter(text -> !text.isEmpty());
    return token
        .or(() -> cookies.refreshToken(request))
        .map(this::end)
        .orElseGet(this::noToken)
        .setting(cookies.gone());
  }

  private Answer end(String refreshToken) {
    try {
      if (legacy.filter(old -> old.blacklist(refreshToken)).isEmpty()) {
        logout.by(refreshToken);
      }
      return Answer.ok(Map.of("detail", "Successfully logged out."));
    } catch (TokenRefusedException refused) {
      return refusal(
          switch (refused.reason()) {
            case BLACKLISTED -> "Token is blacklisted";
            case EXPIRED -> "Token is expired";
            case WRONG_TYPE -> "Token has wrong type";
            case INVALID_TOKEN, USER_INACTIVE, USER_NOT_FOUND -> "Token is invalid";
          });
    }
  }

  private Answer noToken() {
    return refusal(
        cookies.keepRefreshToken()
            ? "Refresh token was not included in cookie data."
            : "Refresh token was not included in request data.");
  }

  private static Answer refusal(String detail) {
    return new Answer(401, Map.of("detail", detail), null);
  }
}
