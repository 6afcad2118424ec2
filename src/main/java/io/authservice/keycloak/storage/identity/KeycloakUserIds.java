package io.authservice.keycloak.storage.identity;

import io.authservice.keycloak.account.key.UserId;
import java.util.Optional;
import org.keycloak.storage.StorageId;

/** The primary key inside Keycloak's id {@code f:<component>:<primary key>}. */
public final class KeycloakUserIds {

  private KeycloakUserIds() {}

  /** Empty for a user of another storage. */
  public static Optional<UserId> of(String keycloakId) {
    return StorageId.isLocalStorage(keycloakId)
        ? Optional.empty()
        : UserId.read(StorageId.externalId(keycloakId));
  }

  /** Keycloak's id of an account kept by the component. */
  public static String keycloakId(String componentId, UserId accountId) {
    return new StorageId(componentId, accountId.toString()).getId();
  }
}
