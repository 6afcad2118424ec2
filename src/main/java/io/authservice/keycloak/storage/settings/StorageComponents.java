package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.authority.FlagNames;
import io.authservice.keycloak.persistence.ImportLog;
import io.authservice.keycloak.persistence.own.TableOwners;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.UserStorageProvider;

/** Where the storages of a server keep their users, those that are switched off included. */
public final class StorageComponents {

  /** What Keycloak knows such a storage by. */
  public static final String PROVIDER_ID = FlagNames.STORAGE;

  private final KeycloakSession session;

  public StorageComponents(KeycloakSession session) {
    this.session = session;
  }

  /** Whether users of the realm are kept by such a storage. */
  public static boolean keepUsersOf(RealmModel realm) {
    return realm
        .getComponentsStream(realm.getId(), UserStorageProvider.class.getName())
        .anyMatch(storage -> PROVIDER_ID.equals(storage.getProviderId()));
  }

  /** The databases of all storages but one. */
  Stream<DatabaseConfig> others(ComponentModel component) {
    return storages()
        .filter(other -> !other.getId().equals(component.getId()))
        .map(DatabaseConfig::of);
  }

  /**
   * Whether tables in Keycloak's own database are another realm's: of one that keeps its users
   * there, or that has imported its bridged database into them.
   *
   * @param prefix of the tables; one that nobody has is not the realm's either
   */
  public boolean isTakenByAnother(RealmModel realm, String prefix) {
    if (!prefix.isEmpty()) {
      return !new TableOwners(session).of(prefix).equals(Optional.of(realm.getId()));
    }
    Set<String> imported = new ImportLog(session).importedRealms();
    return storages()
        .filter(other -> !other.getParentId().equals(realm.getId()))
        .filter(other -> TablePrefixSetting.of(other).isEmpty())
        .anyMatch(
            other ->
                !DatabaseConfig.of(other).isBridged() || imported.contains(other.getParentId()));
  }

  /** Those that are switched on and keep their users in a Django database. */
  public Stream<ComponentModel> bridged() {
    return storages()
        .filter(storage -> storage.get("enabled", true))
        .filter(storage -> DatabaseConfig.of(storage).isBridged());
  }

  private Stream<ComponentModel> storages() {
    return session
        .realms()
        .getRealmsWithProviderTypeStream(UserStorageProvider.class)
        .flatMap(
            realm -> realm.getComponentsStream(realm.getId(), UserStorageProvider.class.getName()))
        .filter(storage -> PROVIDER_ID.equals(storage.getProviderId()));
  }
}
