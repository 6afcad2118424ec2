package io.authservice.keycloak.storage.health;

import java.util.Set;

/** Who knows which Django databases a server has. */
public interface WatchedDatabases {

  /** Whether they answer. */
  DatabaseHealth databases();

  /** The names of realms without whose database a node is not ready. */
  Set<String> realmsOfReadiness();
}
