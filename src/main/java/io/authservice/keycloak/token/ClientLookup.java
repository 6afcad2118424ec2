package io.authservice.keycloak.token;

import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** Finds a realm's clients by ids that came from outside. */
record ClientLookup(RealmModel realm) {

  /** Keycloak's column for it. */
  private static final int LONGEST_ID = 255;

  /** No database can look for a client whose id has a null character in it, or is too long. */
  static boolean canExist(String clientId) {
    return clientId.length() <= LONGEST_ID && clientId.indexOf('\0') < 0;
  }

  Optional<ClientModel> withId(String clientId) {
    return canExist(clientId)
        ? Optional.ofNullable(realm.getClientByClientId(clientId))
        : Optional.empty();
  }
}
