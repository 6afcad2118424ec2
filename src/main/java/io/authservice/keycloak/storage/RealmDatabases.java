package io.authservice.keycloak.storage;

import io.authservice.keycloak.storage.health.DatabaseState;
import io.authservice.keycloak.storage.provider.AccountStorageProviderFactory;
import io.authservice.keycloak.storage.settings.DatabaseConfig;
import io.authservice.keycloak.storage.settings.StorageComponents;
import java.util.List;
import java.util.Optional;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.UserStorageProvider;

/** What is known of the databases that keep a realm's users. */
public final class RealmDatabases {

  private final KeycloakSession session;
  private final RealmModel realm;

  public RealmDatabases(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /**
   * A database.
   *
   * @param component the id of the storage that keeps users there
   * @param bridged whether it is a Django service's
   * @param answers empty while it is not known
   * @param missingIndexes those that searches lack, as far as is known
   */
  public record Database(
      String component, boolean bridged, Optional<Boolean> answers, List<String> missingIndexes) {

    public Database {
      missingIndexes = List.copyOf(missingIndexes);
    }
  }

  /** Those of storages that are switched on. A bridged one is not waited for. */
  public List<Database> all() {
    return realm
        .getComponentsStream(realm.getId(), UserStorageProvider.class.getName())
        .filter(component -> StorageComponents.PROVIDER_ID.equals(component.getProviderId()))
        .filter(component -> component.get("enabled", true))
        .map(this::database)
        .toList();
  }

  private Database database(ComponentModel component) {
    if (!DatabaseConfig.of(component).isBridged()) {
      return new Database(
          component.getId(),
          false,
          Optional.of(true),
          factory().missingIndexes(session, component));
    }
    Optional<DatabaseState> state =
        factory().databases().states().stream()
            .filter(known -> known.component().equals(component.getId()))
            .findFirst();
    return new Database(
        component.getId(),
        true,
        state.map(DatabaseState::answers),
        state.map(DatabaseState::missingIndexes).orElse(List.of()));
  }

  /** The version of the extension. */
  public String version() {
    return factory().version();
  }

  private AccountStorageProviderFactory factory() {
    return (AccountStorageProviderFactory)
        session
            .getKeycloakSessionFactory()
            .getProviderFactory(UserStorageProvider.class, StorageComponents.PROVIDER_ID);
  }
}
