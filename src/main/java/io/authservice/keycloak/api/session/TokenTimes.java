package io.authservice.keycloak.api.session;

import io.authservice.keycloak.token.CompactToken;
import java.time.Instant;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.JsonWebToken;

/** When tokens expire that have just been issued. */
public final class TokenTimes {

  private final KeycloakSession session;

  public TokenTimes(KeycloakSession session) {
    this.session = session;
  }

  Instant expiry(String compact) {
    JsonWebToken token = CompactToken.decode(session, compact, JsonWebToken.class);
    if (token == null || token.getExp() == null) {
      throw new IllegalStateException("A token was issued that does not expire");
    }
    return Instant.ofEpochSecond(token.getExp());
  }
}
