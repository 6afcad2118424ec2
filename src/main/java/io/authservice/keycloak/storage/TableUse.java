package io.authservice.keycloak.storage;

import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.UserStorageProvider;

/** Where the storages of a server keep their users, those that are switched off included. */
final class TableUse {

  private final KeycloakSession session;

  TableUse(KeycloakSession session) {
    this.session = session;
  }

  /** The databases of all storages but one. */
  Stream<DatabaseConfig> others(ComponentModel component) {
    return storages()
        .filter(other -> !other.getId().equals(component.getId()))
        .map(DatabaseConfig::of);
  }

  /** The databases of all realms but one. */
  Stream<DatabaseConfig> others(RealmModel realm) {
    return storages()
        .filter(other -> !other.getParentId().equals(realm.getId()))
        .map(DatabaseConfig::of);
  }

  private Stream<ComponentModel> storages() {
    return session
        .realms()
        .getRealmsWithProviderTypeStream(UserStorageProvider.class)
        .flatMap(
            realm -> realm.getComponentsStream(realm.getId(), UserStorageProvider.class.getName()))
        .filter(storage -> AccountStorageProviderFactory.ID.equals(storage.getProviderId()));
  }
}
