package io.authservice.keycloak.persistence.bridge;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.failure.SqlStates;
import io.authservice.keycloak.persistence.model.UserModel;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** Tries a database out by a connection of its own, before it is bridged. Changes nothing. */
public final class DatabaseInspection {

  private final BridgeSettings database;

  public DatabaseInspection(BridgeSettings database) {
    this.database = database;
  }

  /**
   * Checks that the JDBC URL is of a kind and form that can be bridged.
   *
   * @throws DatabaseRefusedException if it is not
   */
  public static void requireUsableUrl(String url) {
    DatabaseKind.of(url);
  }

  /**
   * Connects, and looks at the tables and, unless the database is only to be read, at the rights to
   * write them.
   *
   * @throws DatabaseRefusedException with the cause
   */
  public void run() {
    DatabaseKind kind = DatabaseKind.of(database.url());
    try (Connection connection = connect(kind)) {
      connection.setAutoCommit(false);
      DjangoSchema schema =
          DjangoSchema.of(connection, database.userTable(), UserModel.read(database.userModel()));
      if (!database.readOnly()) {
        requireWritable(connection, schema);
        new UserModelProbe(connection, schema).runWrites();
      }
      connection.rollback();
    } catch (SQLException failure) {
      throw new DatabaseRefusedException(failure, DatabaseRefusal.NO_ANSWER);
    }
  }

  /** What is read of a connection. */
  public interface Reading<T> {
    T of(Connection connection) throws SQLException;
  }

  /**
   * Connects, and reads something in a transaction that can do nothing else, where the database
   * knows such, and is rolled back.
   *
   * @throws DatabaseRefusedException with the cause
   */
  public <T> T reading(Reading<T> work) {
    DatabaseKind kind = DatabaseKind.of(database.url());
    try (Connection connection = connect(kind)) {
      String initial = kind.initialSql(database);
      if (!initial.isEmpty()) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(initial);
        }
      }
      kind.onlyRead(connection);
      connection.setAutoCommit(false);
      T read = work.of(connection);
      connection.rollback();
      return read;
    } catch (SQLException failure) {
      throw new DatabaseRefusedException(failure, DatabaseRefusal.NO_ANSWER);
    }
  }

  private Connection connect(DatabaseKind kind) {
    Driver driver = instance(kind.driver());
    Properties properties = new Properties();
    properties.putAll(kind.properties(database));
    if (!database.user().isEmpty()) {
      properties.put("user", database.user());
      properties.put("password", database.password());
    }
    Connection connection;
    try {
      connection = driver.connect(database.url(), properties);
    } catch (SQLException failure) {
      throw refused(failure);
    }
    if (connection == null) {
      throw new DatabaseRefusedException(DatabaseRefusal.URL_NOT_UNDERSTOOD);
    }
    return connection;
  }

  private static Driver instance(Class<? extends Driver> driver) {
    try {
      return driver.getDeclaredConstructor().newInstance();
    } catch (InstantiationException
        | IllegalAccessException
        | InvocationTargetException
        | NoSuchMethodException unusable) {
      throw new DatabaseRefusedException(
          unusable, DatabaseRefusal.DRIVER_UNUSABLE, driver.getName());
    }
  }

  private DatabaseRefusedException refused(SQLException failure) {
    if (SqlStates.isLoginRefused(failure)) {
      return new DatabaseRefusedException(failure, DatabaseRefusal.LOGIN_REFUSED);
    }
    if (SqlStates.isDatabaseMissing(failure)) {
      return new DatabaseRefusedException(failure, DatabaseRefusal.DATABASE_MISSING);
    }
    if (database.url().startsWith("jdbc:sqlite:")) {
      return new DatabaseRefusedException(failure, DatabaseRefusal.FILE_UNUSABLE);
    }
    return new DatabaseRefusedException(
        failure, DatabaseRefusal.SERVER_UNREACHABLE, Long.toString(database.timeout().toSeconds()));
  }

  /** Statements that touch no row, which a database refuses none the less without the right. */
  private static void requireWritable(Connection connection, DjangoSchema schema)
      throws SQLException {
    String users = DjangoSchema.quoted(connection, schema.userTable());
    String password =
        DjangoSchema.quoted(connection, schema.model().column(UserField.PASSWORD).orElseThrow());
    List<String> probes =
        List.of(
            "update " + users + " set " + password + " = " + password + " where 1 = 0",
            "insert into " + users + " select * from " + users + " where 1 = 0",
            "delete from " + users + " where 1 = 0");
    try (Statement statement = connection.createStatement()) {
      for (String probe : probes) {
        statement.execute(probe);
      }
    } catch (SQLException failure) {
      if (DatabaseFailures.isOutage(failure)) {
        throw failure;
      }
      throw new DatabaseRefusedException(
          failure, DatabaseRefusal.TABLE_UNWRITABLE, schema.userTable());
    }
  }
}
