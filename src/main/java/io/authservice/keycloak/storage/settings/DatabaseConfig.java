package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.vault.VaultStringSecret;

/**
 * Where a component's users are kept.
 *
 * @param url JDBC URL of an existing Django database; blank for Keycloak's own database
 * @param user who connects; blank where the database asks for nobody
 * @param password in plain, or an expression of Keycloak's vault such as <code>${vault.name}</code>
 * @param poolSize the most connections a node keeps
 * @param timeout what connecting, waiting for a connection, a statement and a lock may each take
 * @param userTable the table of Django's user model
 * @param userModel how that model differs from {@code AbstractUser}; blank where it does not. In
 *     Keycloak's own database it says how dumps differ, and which attributes users keep
 * @param destination where the password may be sent, as {@link PasswordDestination#digest} tells
 *     it; blank for settings that an earlier version saved
 */
public record DatabaseConfig(
    String url,
    String user,
    String password,
    int poolSize,
    Duration timeout,
    String userTable,
    String userModel,
    EditMode editMode,
    String destination) {

  static final String URL = "databaseUrl";
  static final String USER = "databaseUser";
  static final String PASSWORD = "databasePassword";
  static final String POOL_SIZE = "databasePoolSize";
  static final String TIMEOUT = "databaseTimeout";
  static final String USER_TABLE = "userTable";
  static final String USER_MODEL = "userModel";
  static final String EDIT_MODE = "editMode";

  static final int DEFAULT_POOL_SIZE = 10;
  static final int DEFAULT_TIMEOUT = 5;
  static final String DEFAULT_USER_TABLE = "users_user";

  private static final String VAULT = "${vault.";
  private static final int MOST_CONNECTIONS = 100;
  private static final int LONGEST_TIMEOUT = 60;

  /** PostgreSQL's limit, less the longest name of a table that Django adds to it. */
  private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,45}");

  /**
   * Reads the component; an absent value means the default.
   *
   * @throws UnusableSettingException if a value is not usable; the message names the setting
   */
  public static DatabaseConfig of(ComponentModel component) {
    ComponentSettings text = new ComponentSettings(component);
    DatabaseConfig config =
        new DatabaseConfig(
            text.of(URL, ""),
            text.of(USER, ""),
            Objects.requireNonNullElse(component.get(PASSWORD), ""),
            text.number(POOL_SIZE, DEFAULT_POOL_SIZE, MOST_CONNECTIONS),
            Duration.ofSeconds(text.number(TIMEOUT, DEFAULT_TIMEOUT, LONGEST_TIMEOUT)),
            text.of(USER_TABLE, DEFAULT_USER_TABLE),
            text.of(USER_MODEL, ""),
            editMode(text),
            text.of(PasswordDestination.SETTING, ""));
    if (!TABLE.matcher(config.userTable).matches()) {
      throw new UnusableSettingException(SettingRefusal.NOT_A_TABLE, USER_TABLE);
    }
    if (!config.isBridged()
        && !config.userTable.equals(DEFAULT_USER_TABLE)
        && !config.userTable.equals(TablePrefixSetting.marked(TablePrefixSetting.of(component)))) {
      throw new UnusableSettingException(SettingRefusal.TABLE_WITHOUT_URL, USER_TABLE, URL);
    }
    if (!config.isBridged() && !config.editMode.isWritable()) {
      throw new UnusableSettingException(SettingRefusal.READ_ONLY_WITHOUT_URL, EDIT_MODE, URL);
    }
    return config;
  }

  /** Whether the users are in a database of others. */
  public boolean isBridged() {
    return !url.isEmpty();
  }

  /** Whether both components' users would be in the same table. */
  boolean isSameTable(DatabaseConfig other) {
    if (isBridged() != other.isBridged()) {
      return false;
    }
    return !isBridged() || BridgeSettings.isSameTable(url, userTable, other.url, other.userTable);
  }

  /**
   * The database with its password.
   *
   * @throws DatabaseRefusedException if the vault does not hold the password, or it was saved for
   *     another database
   */
  public BridgeSettings database(KeycloakSession session, RealmModel realm) {
    if (!destination.isEmpty()
        && !destination.equals(new PasswordDestination(url, user).digest())) {
      throw new DatabaseRefusedException(DatabaseRefusal.PASSWORD_OF_ANOTHER, PASSWORD);
    }
    String secret = isInVault(password) ? fromVault(session, realm) : password;
    return new BridgeSettings(
        url, user, secret, poolSize, timeout, userTable, userModel, !editMode.isWritable());
  }

  /** Whether a password is an expression of Keycloak's vault. */
  static boolean isInVault(String password) {
    return password.startsWith(VAULT);
  }

  /** The vault looks among the secrets of its session's realm, which may be another or none. */
  private String fromVault(KeycloakSession session, RealmModel realm) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        session.getKeycloakSessionFactory(),
        fresh -> {
          fresh.getContext().setRealm(realm);
          try (VaultStringSecret secret = fresh.vault().getStringSecret(password)) {
            return secret
                .get()
                .orElseThrow(
                    () -> new DatabaseRefusedException(DatabaseRefusal.NOT_IN_VAULT, PASSWORD));
          }
        });
  }

  private static EditMode editMode(ComponentSettings text) {
    String value = text.of(EDIT_MODE, EditMode.WRITABLE.name());
    try {
      return EditMode.valueOf(value);
    } catch (IllegalArgumentException unknown) {
      throw new UnusableSettingException(SettingRefusal.NOT_AN_EDIT_MODE, EDIT_MODE);
    }
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return "DatabaseConfig[" + (isBridged() ? "bridged" : "own") + ", " + userTable + "]";
  }
}
