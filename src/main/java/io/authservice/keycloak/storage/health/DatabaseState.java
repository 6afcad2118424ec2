package io.authservice.keycloak.storage.health;

/**
 * What is known of a Django database.
 *
 * @param realm the name of the realm whose users it keeps
 * @param component the id of the storage that bridges it
 * @param answers whether it answered when it was last asked
 */
record DatabaseState(String realm, String component, boolean answers) {

  DatabaseState unanswered() {
    return new DatabaseState(realm, component, false);
  }
}
