package io.authservice.keycloak.api.tokens;

import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.token.legacy.LegacyTokens;
import io.authservice.keycloak.token.refresh.RefreshTokenRevocation;
import java.util.Map;
import java.util.Optional;

/** {@code /api/token/blacklist/}: SimpleJWT's {@code TokenBlacklistView}. */
public final class BlacklistView extends TokenView {

  private final RefreshTokenRevocation blacklist;
  private final Optional<LegacyTokens> legacy;
  private final TokenForm form;

  public BlacklistView(
      RefreshTokenRevocation blacklist, Optional<LegacyTokens> legacy, TokenForm form) {
    super(ViewName.TOKEN_BLACKLIST);
    this.blacklist = blacklist;
    this.legacy = legacy;
    this.form = form;
  }

  @Override
  protected Answer post(ApiRequest request) {
    String refreshToken = form.blacklist(request.body()).orThrow();
    try {
      if (legacy.filter(old -> old.blacklist(refreshToken)).isEmpty()) {
        blacklist.add(refreshToken);
      }
      return Answer.ok(Map.of());
    } catch (TokenRefusedException refused) {
      throw refusal(refused.reason());
    }
  }
}
