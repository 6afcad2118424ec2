package io.authservice.keycloak.http.limit;

import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Places that Keycloak keeps beside its used tokens, for all nodes. Each is taken in a session and
 * transaction of its own, on whatever thread.
 */
final class KeycloakPlaces implements SharedPlaces {

  private final Supplier<KeycloakSessionFactory> sessions;

  KeycloakPlaces(Supplier<KeycloakSessionFactory> sessions) {
    this.sessions = sessions;
  }

  @Override
  public Outcome take(String key, long seconds) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        sessions.get(), session -> take(session, key, seconds));
  }

  private static Outcome take(KeycloakSession session, String key, long seconds) {
    SingleUseObjectProvider kept = session.singleUseObjects();
    if (kept.putIfAbsent(key, seconds)) {
      return Outcome.MINE;
    }
    // Where the store is a server of its own, its failure was told as if another had the place:
    // this tells it as what it is. Whether it is seen there is open, for copies come later.
    kept.contains(key);
    return Outcome.TAKEN;
  }
}
