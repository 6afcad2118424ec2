package io.authservice.keycloak.token.client;

import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** Finds a realm's clients by ids that came from outside. */
public record ClientFinder(RealmModel realm) {

  /** Keycloak's column for it. */
  private static final int LONGEST_ID = 255;

  /** No database can look for a client whose id has a null character in it, or is too long. */
  public static boolean canExist(String clientId) {
    return clientId.length() <= LONGEST_ID && clientId.indexOf('\0') < 0;
  }

  public Optional<ClientModel> withId(String clientId) {
    return canExist(clientId)
        ? Optional.ofNullable(realm.getClientByClientId(clientId))
        : Optional.empty();
  }
}
