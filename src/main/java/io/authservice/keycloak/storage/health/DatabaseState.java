package io.authservice.keycloak.storage.health;

import java.util.List;

/**
 * What is known of a Django database.
 *
 * @param realm the name of the realm whose users it keeps
 * @param component the id of the storage that bridges it
 * @param answers whether it answered when it was last asked
 * @param missingIndexes those that its searches lack, as far as is known
 */
public record DatabaseState(
    String realm, String component, boolean answers, List<String> missingIndexes) {

  public DatabaseState {
    missingIndexes = List.copyOf(missingIndexes);
  }

  DatabaseState unanswered() {
    return new DatabaseState(realm, component, false, missingIndexes);
  }
}
