package io.authservice.keycloak.persistence.bridge;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.persistence.extra.ExtraColumns;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.model.MembershipSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

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
    for (ExtraAttribute attribute : schema.model().attributes()) {
      String value = schema.model().sql(attribute, schema.quote(), ROW);
      ask(
          attribute.name(),
          switch (attribute.kind()) {
            case TEXT -> value + " = ''";
            case BOOLEAN -> value + " = true";
            case INTEGER -> value + " + 0 = 0";
            case MOMENT -> value + " < current_timestamp";
            case JSON -> value + " is null";
          });
    }
    for (MembershipSql membership : schema.model().memberships(schema.quote(), ROW)) {
      ask(
          "groups",
          "exists (select 1 from " + membership.rows() + " and " + membership.name() + " = '')");
    }
    String verified = schema.model().verified(schema.quote(), ROW).orElse("");
    if (!verified.isEmpty()) {
      ask("email_verified", verified);
    }
    String filter = schema.model().filter(schema.quote(), ROW).orElse("");
    if (!filter.isEmpty()) {
      ask("where", filter);
    }
  }

  /**
   * Writes each attribute that is written, of no row.
   *
   * @throws DatabaseRefusedException naming the one whose column is of another kind
   * @throws SQLException if the database does not answer
   */
  void runWrites() throws SQLException {
    for (ExtraAttribute attribute : schema.model().attributes()) {
      String column = schema.model().writtenColumn(attribute).orElse("");
      if (!column.isEmpty()) {
        write(attribute, column);
      }
    }
  }

  private void write(ExtraAttribute attribute, String column) throws SQLException {
    String sql =
        "update "
            + DjangoSchema.quoted(connection, schema.userTable())
            + " set "
            + DjangoSchema.quoted(connection, column)
            + " = ? where 1 = 0";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setObject(1, ExtraColumns.stored(sample(attribute.kind()), connection));
      update.executeUpdate();
    } catch (SQLException failure) {
      throw refused(attribute.name(), failure);
    }
  }

  private static Object sample(ExtraAttribute.Kind kind) {
    return switch (kind) {
      case TEXT, JSON -> "";
      case INTEGER -> 0L;
      case BOOLEAN -> false;
      case MOMENT -> Instant.EPOCH;
    };
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
      throw refused(field, failure);
    }
  }

  private DatabaseRefusedException refused(String field, SQLException failure) throws SQLException {
    if (DatabaseFailures.isOutage(failure)) {
      throw failure;
    }
    return new DatabaseRefusedException(
        failure, DatabaseRefusal.MODEL_FIELD_UNUSABLE, field, schema.userTable());
  }
}
