package io.authservice.keycloak.persistence.bridge;

import io.authservice.keycloak.persistence.model.UserModel;
import java.time.Duration;
import java.util.Locale;

/**
 * An existing Django database and how to reach it. Two of them are one database with one set of
 * connections only if all parts are equal.
 *
 * @param url JDBC URL of PostgreSQL, MySQL, MariaDB or SQLite; holds no secret
 * @param user empty where the database asks for none
 * @param password in plain, empty where there is none
 * @param poolSize the most connections a node keeps
 * @param timeout what connecting, waiting for a connection, a statement and a lock may each take
 * @param userTable the table of Django's user model
 * @param userModel how that model differs from {@code AbstractUser}, as {@link UserModel#read}
 *     takes it; blank where it does not
 * @param readOnly whether connections are opened for reading alone, where the driver can do so
 */
public record BridgeSettings(
    String url,
    String user,
    String password,
    int poolSize,
    Duration timeout,
    String userTable,
    String userModel,
    boolean readOnly) {

  /** The same, for reading alone. */
  public BridgeSettings asReadOnly() {
    return new BridgeSettings(url, user, password, poolSize, timeout, userTable, userModel, true);
  }

  /** The same database with another table and model. */
  public BridgeSettings with(String otherTable, String otherModel) {
    return new BridgeSettings(
        url, user, password, poolSize, timeout, otherTable, otherModel, readOnly);
  }

  /** Whether both name the same table, whatever else their connections are told. */
  public static boolean isSameTable(
      String url, String userTable, String otherUrl, String otherTable) {
    return place(url).equals(place(otherUrl)) && userTable.equalsIgnoreCase(otherTable);
  }

  private static String place(String url) {
    int parameters = url.indexOf('?');
    return (parameters < 0 ? url : url.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return "DjangoDatabase[" + place(url) + ", " + userTable + "]";
  }
}
