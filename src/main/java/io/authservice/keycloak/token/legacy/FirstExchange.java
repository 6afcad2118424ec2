package io.authservice.keycloak.token.legacy;

import io.authservice.keycloak.token.refresh.RefreshTokenBlacklist;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.storage.StorageUnavailableException;

/**
 * The first exchange of an old refresh token, which begins a session: of several at once the others
 * wait until it is there, be it on another node.
 */
final class FirstExchange {

  private static final String PREFIX = "auth-service-legacy-first.";
  private static final int TRIES = 200;
  private static final long PAUSE_IN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final KeycloakSession session;

  FirstExchange(KeycloakSession session) {
    this.session = session;
  }

  /**
   * Looks for the token's session with nobody else at it, until this transaction is completed.
   *
   * @param found looks for it
   * @return empty if the caller is to begin it
   * @throws StorageUnavailableException if whoever began it does not come to an end
   */
  Optional<UserSessionModel> alone(LegacyToken token, Supplier<Optional<UserSessionModel>> found) {
    // Sessions are stored once a transaction is completed, in the order of who was asked first.
    session.sessions();
    RefreshTokenBlacklist claims = new RefreshTokenBlacklist(session);
    for (int tries = 0; tries < TRIES; tries++) {
      if (claims.claim(PREFIX + token.id())) {
        return found.get();
      }
      LockSupport.parkNanos(PAUSE_IN_NANOS);
    }
    throw new StorageUnavailableException("The first exchange of a token takes too long");
  }
}
