package io.authservice.keycloak.token.legacy;

import io.authservice.keycloak.account.key.UserId;
import java.time.Instant;

/**
 * A genuine token of the old service.
 *
 * @param type SimpleJWT's {@code token_type}
 * @param accountId SimpleJWT's {@code user_id}
 * @param id {@code jti}
 */
record LegacyToken(String type, UserId accountId, String id, Instant issuedAt, Instant expiresAt) {

  static final String ACCESS = "access";
  static final String REFRESH = "refresh";

  /** Access and refresh token in one, of which the first use alone is known here. */
  static final String SLIDING = "sliding";
}
