package io.authservice.keycloak.persistence.keycloak;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Since when what Keycloak keeps under a user's id is bound to the user: since the change set of
 * that version ran on this server's database. Read once.
 */
public final class BondStart {

  private volatile @Nullable Instant known;

  /** The moment, by the database's clock, to the second. */
  public Instant in(KeycloakSession session) {
    Instant start = known;
    if (start == null) {
      Number seconds =
          (Number)
              session
                  .getProvider(JpaConnectionProvider.class)
                  .getEntityManager()
                  .createNativeQuery("select started from auth_service_bonds")
                  .getSingleResult();
      start = Instant.ofEpochSecond(seconds.longValue());
      known = start;
    }
    return start;
  }
}
