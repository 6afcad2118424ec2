package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.persistence.bridge.DatabaseInspection;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.CacheableStorageProviderModel.CachePolicy;
import org.keycloak.storage.UserStorageProviderModel;

/** What is checked before a component's settings are saved. */
public final class StorageValidation {

  private final KeycloakSession session;
  private final RealmModel realm;

  public StorageValidation(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /**
   * Refuses settings under which the users could not be served, or be served wrongly.
   *
   * @throws UnusableSettingException if they do not go together, or not with those of another
   * @throws DatabaseRefusedException if they name a database that cannot be bridged
   */
  public void require(ComponentModel component, DatabaseConfig database) {
    requireTableOfItsOwn(component, database);
    if (database.isBridged() && component.get("enabled", true)) {
      requireBoundedCache(component);
      requireUsable(database);
    }
  }

  /**
   * The tables have no realm column, so two realms would share every user, and the superusers of
   * one would be those of the other.
   */
  private void requireTableOfItsOwn(ComponentModel component, DatabaseConfig database) {
    StorageComponents use = new StorageComponents(session);
    if (database.isBridged()) {
      if (use.others(component).anyMatch(database::isSameTable)) {
        throw new UnusableSettingException(
            "Another storage of this server keeps its users in this table already");
      }
    } else if (use.isTakenByAnother(realm)) {
      throw new UnusableSettingException(
          "Another realm of this server keeps its users in these tables already, or has imported"
              + " them");
    }
  }

  /** Django deactivates users without telling Keycloak's cache. */
  private static void requireBoundedCache(ComponentModel component) {
    CachePolicy policy = new UserStorageProviderModel(component).getCachePolicy();
    if (policy != CachePolicy.NO_CACHE && policy != CachePolicy.MAX_LIFESPAN) {
      throw new UnusableSettingException(
          "Django writes this database too: set the cache policy to NO_CACHE, or to MAX_LIFESPAN"
              + " with the time for which a deactivated user may still be served");
    }
  }

  private void requireUsable(DatabaseConfig database) {
    DatabaseInspection.requireUsableUrl(database.url());
    new DatabaseInspection(database.database(session, realm)).run();
  }
}
