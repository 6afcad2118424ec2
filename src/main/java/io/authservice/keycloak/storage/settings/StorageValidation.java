package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.password.ServerPasswords;
import io.authservice.keycloak.persistence.OwnDatabase;
import io.authservice.keycloak.persistence.UserModelOutline;
import io.authservice.keycloak.persistence.bridge.DatabaseInspection;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.own.OwnTables;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.CacheableStorageProviderModel.CachePolicy;
import org.keycloak.storage.UserStorageProviderModel;

/** What is checked before a component's settings are saved. */
public final class StorageValidation {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final PasswordDefaults defaults;
  private final ServerPasswords passwords;
  private final OwnDatabase own;

  /**
   * Checks nothing yet.
   *
   * @param own where realms have tables
   */
  public StorageValidation(
      KeycloakSession session,
      RealmModel realm,
      PasswordDefaults defaults,
      ServerPasswords passwords,
      OwnDatabase own) {
    this.session = session;
    this.realm = realm;
    this.defaults = defaults;
    this.passwords = passwords;
    this.own = own;
  }

  /**
   * Refuses settings under which the users could not be served, or be served wrongly.
   *
   * @throws ComponentValidationException with a message for administrators, in their language
   */
  public void require(ComponentModel component) {
    ServerInfoProperties.dropFrom(component);
    try {
      new DatabasePassword(session).requireSameDestination(realm, component);
      PasswordDestination.seal(component);
      TablePrefixSetting.mark(stored(component), component);
      StorageConfig config = StorageConfig.of(component, realm.getPasswordPolicy(), defaults);
      passwords.with(config.passwords());
      require(component, config.database());
      TablePrefixSetting.seal(component);
    } catch (UnusableSettingException unusable) {
      throw new SettingErrorMessages(session).of(unusable);
    } catch (DatabaseRefusedException refused) {
      throw new SettingErrorMessages(session).of(refused);
    } catch (IllegalArgumentException unusable) {
      throw new SettingErrorMessages(session).of(unusable);
    }
  }

  private void require(ComponentModel component, DatabaseConfig database) {
    ComponentModel stored = stored(component);
    TablePrefixSetting.settle(session, realm, own, stored, component);
    requireTableOfItsOwn(component, database);
    OwnTables tables = TablePrefixSetting.tables(component);
    UserIdsSetting.settle(
        stored,
        component,
        kind ->
            !new StorageComponents(session).isTakenByAnother(realm, tables.prefix())
                && own.hasUsers(session, tables.of(kind)));
    if (!database.isBridged()) {
      requireAttributes(database.userModel());
    } else if (component.get("enabled", true)) {
      requireBoundedCache(component);
      requireUsable(database);
    }
  }

  private @Nullable ComponentModel stored(ComponentModel component) {
    return component.getId() == null ? null : realm.getComponent(component.getId());
  }

  /**
   * The tables have no realm column, so two realms would share every user, and the superusers of
   * one would be those of the other.
   */
  private void requireTableOfItsOwn(ComponentModel component, DatabaseConfig database) {
    StorageComponents use = new StorageComponents(session);
    if (database.isBridged()) {
      if (use.others(component).anyMatch(database::isSameTable)) {
        throw new UnusableSettingException(SettingRefusal.TABLE_OF_ANOTHER_STORAGE);
      }
    } else if (use.isTakenByAnother(realm, TablePrefixSetting.of(component))) {
      throw new UnusableSettingException(SettingRefusal.TABLES_OF_ANOTHER_REALM);
    }
  }

  /** Our own users are AbstractUser's; a model can add to them, and say what dumps have. */
  private static void requireAttributes(String userModel) {
    if (!userModel.isEmpty() && UserModelOutline.of(userModel).attributes().isEmpty()) {
      throw new UnusableSettingException(
          SettingRefusal.MODEL_WITHOUT_URL, DatabaseConfig.USER_MODEL, DatabaseConfig.URL);
    }
  }

  /** Django deactivates users without telling Keycloak's cache. */
  private static void requireBoundedCache(ComponentModel component) {
    CachePolicy policy = new UserStorageProviderModel(component).getCachePolicy();
    if (policy != CachePolicy.NO_CACHE && policy != CachePolicy.MAX_LIFESPAN) {
      throw new UnusableSettingException(SettingRefusal.CACHE_UNBOUNDED);
    }
  }

  private void requireUsable(DatabaseConfig database) {
    DatabaseInspection.requireUsableUrl(database.url());
    new DatabaseInspection(database.database(session, realm)).run();
  }
}
