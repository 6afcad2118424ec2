package io.authservice.keycloak.token.refresh;

import java.time.Instant;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.RefreshToken;

/**
 * Refresh tokens that must not be used again, kept where Keycloak keeps revoked tokens: shared by
 * the cluster, and over a restart, until they would have expired.
 */
public final class RefreshTokenBlacklist {

  /** For offline tokens, which may have no end. */
  private static final long TEN_YEARS_IN_SECONDS = 10L * 365 * 24 * 60 * 60;

  private static final String CLAIM = "auth-service.used:";

  /** As long as a transaction may take; only a server that dies in it leaves its claim behind. */
  private static final long CLAIM_IN_SECONDS = 300;

  private final KeycloakSession session;

  public RefreshTokenBlacklist(KeycloakSession session) {
    this.session = session;
  }

  public boolean contains(RefreshToken token) {
    return token.getId() != null && session.revokedTokens().contains(token.getId());
  }

  /**
   * Returns false if the token was there already, even a moment ago on another node. What is there
   * is written again, because the transaction that put it there may have failed to write it.
   */
  public boolean add(RefreshToken token) {
    return add(token.getId(), expiry(token));
  }

  /**
   * The same of a token that is not Keycloak's.
   *
   * @param key unlike any token's id
   * @param expiry until when the token could be used
   */
  public boolean add(String key, Instant expiry) {
    return claim(key) && session.revokedTokens().put(key, secondsUntil(expiry));
  }

  /**
   * Of those that add a token at the same time one gets further: Keycloak's store of revoked tokens
   * lets all of them insert the same row, and then fails them all at the commit.
   */
  public boolean claim(String token) {
    String key = CLAIM + token;
    if (!session.singleUseObjects().putIfAbsent(key, CLAIM_IN_SECONDS)) {
      return false;
    }
    session
        .getTransactionManager()
        .enlistAfterCompletion(new ClaimRelease(session.getKeycloakSessionFactory(), key));
    return true;
  }

  private static Instant expiry(RefreshToken token) {
    Long expiry = token.getExp();
    return expiry == null || expiry == 0
        ? Instant.now().plusSeconds(TEN_YEARS_IN_SECONDS)
        : Instant.ofEpochSecond(expiry);
  }

  private static long secondsUntil(Instant expiry) {
    return Math.max(expiry.getEpochSecond() - Instant.now().getEpochSecond() + 1, 1);
  }

  /** Once all is written, or nothing. */
  private static final class ClaimRelease extends AbstractKeycloakTransaction {

    private final KeycloakSessionFactory factory;
    private final String key;

    private ClaimRelease(KeycloakSessionFactory factory, String key) {
      this.factory = factory;
      this.key = key;
    }

    @Override
    protected void commitImpl() {
      release();
    }

    @Override
    protected void rollbackImpl() {
      release();
    }

    private void release() {
      KeycloakModelUtils.runJobInTransaction(
          factory, fresh -> fresh.singleUseObjects().remove(key));
    }
  }
}
