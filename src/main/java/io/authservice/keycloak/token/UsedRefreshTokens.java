package io.authservice.keycloak.token;

import java.time.Instant;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.RefreshToken;

/**
 * Refresh tokens that must not be used again, kept where Keycloak keeps revoked tokens: shared by
 * the cluster, and over a restart, until they would have expired.
 */
final class UsedRefreshTokens {

  /** For offline tokens, which may have no end. */
  private static final long TEN_YEARS_IN_SECONDS = 10L * 365 * 24 * 60 * 60;

  private final KeycloakSession session;

  UsedRefreshTokens(KeycloakSession session) {
    this.session = session;
  }

  boolean contains(RefreshToken token) {
    return token.getId() != null && session.revokedTokens().contains(token.getId());
  }

  /** Returns false if the token was there already, even a moment ago on another node. */
  boolean add(RefreshToken token) {
    Long expiry = token.getExp();
    long lifespan =
        expiry == null || expiry == 0
            ? TEN_YEARS_IN_SECONDS
            : expiry - Instant.now().getEpochSecond() + 1;
    return session.revokedTokens().put(token.getId(), Math.max(lifespan, 1));
  }
}
