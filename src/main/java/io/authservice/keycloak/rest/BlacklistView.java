package io.authservice.keycloak.rest;

import io.authservice.keycloak.token.LegacyTokens;
import io.authservice.keycloak.token.TokenBlacklist;
import io.authservice.keycloak.token.TokenRefusedException;
import io.authservice.keycloak.wire.TokenForm;
import io.authservice.keycloak.wire.ViewName;
import java.util.Map;
import java.util.Optional;

/** {@code /api/token/blacklist/}: SimpleJWT's {@code TokenBlacklistView}. */
final class BlacklistView extends TokenView {

  private final TokenBlacklist blacklist;
  private final Optional<LegacyTokens> legacy;
  private final TokenForm form;

  BlacklistView(TokenBlacklist blacklist, Optional<LegacyTokens> legacy, TokenForm form) {
    super(ViewName.TOKEN_BLACKLIST);
    this.blacklist = blacklist;
    this.legacy = legacy;
    this.form = form;
  }

  @Override
  Answer post(ApiRequest request) {
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
