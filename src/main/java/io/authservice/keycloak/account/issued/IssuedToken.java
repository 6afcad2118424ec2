package io.authservice.keycloak.account.issued;

import io.authservice.keycloak.account.key.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * A token as the old service stored it, but for its text.
 *
 * @param accountId whom it was issued to; empty for a client's own
 * @param clientId the application's; blank for a token that belongs to none
 * @param scope names separated by spaces
 * @param grantId of an access token its id, of a refresh token that of the access token beside it:
 *     they end together. Of a token that belongs to no application its {@link TokenDigest}
 * @param expiresAt empty if it has no end of its own
 */
public record IssuedToken(
    Kind kind,
    Optional<UserId> accountId,
    String clientId,
    String scope,
    String grantId,
    Instant issuedAt,
    Optional<Instant> expiresAt) {

  /** Kinds, by the tables they are kept in. */
  public enum Kind {
    /** Of django-oauth-toolkit: {@code oauth2_provider_accesstoken}. */
    OAUTH2_ACCESS("oauth2_access"),
    /** Of django-oauth-toolkit: {@code oauth2_provider_refreshtoken}. */
    OAUTH2_REFRESH("oauth2_refresh"),
    /** Of Django REST framework: {@code authtoken_token}. */
    DRF("drf_token"),
    /**
     * No token but the id of one that SimpleJWT signed and took back: {@code
     * token_blacklist_blacklistedtoken}.
     */
    JWT_BLACKLISTED("jwt_blacklisted");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As tables and metrics name it. */
    public String text() {
      return text;
    }

    /** Whether such a token is an application's. */
    public boolean hasClient() {
      return this == OAUTH2_ACCESS || this == OAUTH2_REFRESH;
    }
  }
}
