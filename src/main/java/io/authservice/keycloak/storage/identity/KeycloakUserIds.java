package io.authservice.keycloak.storage.identity;

import java.util.Optional;
import org.keycloak.storage.StorageId;

/** The integer primary key inside Keycloak's id {@code f:<component>:<primary key>}. */
public final class KeycloakUserIds {

  private KeycloakUserIds() {}

  /** Empty for a user of another storage. */
  public static Optional<Long> of(String keycloakId) {
    if (StorageId.isLocalStorage(keycloakId)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(StorageId.externalId(keycloakId)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Keycloak's id of an account kept by the component. */
  public static String keycloakId(String componentId, long accountId) {
    return new StorageId(componentId, Long.toString(accountId)).getId();
  }
}
