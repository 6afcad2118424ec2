package io.authservice.keycloak.persistence.bridge;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Tries whether a database can read what a user model says. No row is read. */
final class UserModelProbe {

  private static final String ROW = "u.";

  private final Connection connection;
  private final DjangoSchema schema;

  UserModelProbe(Connection connection, DjangoSchema schema) {
    this.connection = connection;
    this.schema = schema;
  }

  /**
   * Asks for each field in the way in which it is asked for later.
   *
   * @throws DatabaseRefusedException naming the field that cannot be read
   * @throws SQLException if the database does not answer
   */
  void run() throws SQLException {
    for (UserField<?> field : UserField.ALL) {
      String value = schema.model().sql(field, schema.quote(), ROW);
      ask(
          field.column(),
          switch (field.kind()) {
            case TEXT -> "lower(" + value + ") = ''";
            case FLAG -> value + " = true";
            case KEY, MOMENT -> value + " is null";
          });
    }
    String filter = schema.model().filter(schema.quote(), ROW).orElse("");
    if (!filter.isEmpty()) {
      ask("where", filter);
    }
  }

  private void ask(String field, String condition) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement
          .executeQuery(
              "select 1 from "
                  + DjangoSchema.quoted(connection, schema.userTable())
                  + " u where 1 = 0 and "
                  + condition)
          .close();
    } catch (SQLException failure) {
      if (DatabaseFailures.isOutage(failure)) {
        throw failure;
      }
      throw new DatabaseRefusedException(
          failure, DatabaseRefusal.MODEL_FIELD_UNUSABLE, field, schema.userTable());
    }
  }
}
