package io.authservice.keycloak.persistence.bridge;

import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.model.UserModel;
import io.authservice.keycloak.persistence.table.KeyForm;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables a bridge reads and writes, as they are found: nothing is ever created or altered.
 *
 * @param userTable the table of the user model
 * @param model which column of it is which field
 * @param memberColumn the column by which the tables of memberships and permissions point to a
 *     user; Django names it after the model
 * @param quote what the database quotes names with
 * @param key how the users' ids are kept
 */
record DjangoSchema(
    String userTable, UserModel model, String memberColumn, String quote, KeyForm key) {

  /** What memberships are said to call the user where there are none. */
  private static final String NO_MEMBER = "user_id";

  private static final Map<String, List<String>> OTHER_TABLES =
      Map.of(
          "auth_group", List.of(UserColumns.ID, "name"),
          "auth_permission", List.of(UserColumns.ID, "name", "content_type_id", "codename"),
          "auth_group_permissions", List.of("group_id", "permission_id"),
          "django_content_type", List.of(UserColumns.ID, "app_label", "model"));

  private static final Set<Integer> INTEGERS =
      Set.of(Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.TINYINT);

  /** So many has a UUID. */
  private static final int UUID_DIGITS = 32;

  /**
   * Reads the tables' columns.
   *
   * @throws DatabaseRefusedException if a table or column is missing or not as Django makes it
   * @throws SQLException if the database does not answer
   */
  static DjangoSchema of(Connection connection, String userTable, UserModel model)
      throws SQLException {
    String quote = connection.getMetaData().getIdentifierQuoteString();
    List<String> own =
        UserField.ALL.stream().map(model::column).flatMap(Optional::stream).distinct().toList();
    Column id =
        Objects.requireNonNull(
            columns(connection, userTable, own).get(model.key().toLowerCase(Locale.ROOT)));
    KeyForm key =
        id.keyForm()
            .orElseThrow(
                () ->
                    new DatabaseRefusedException(
                        DatabaseRefusal.ID_UNUSABLE, userTable, id.type(), model.key()));
    String member = model.hasGroups() ? memberColumn(connection, userTable) : NO_MEMBER;
    DjangoSchema schema = new DjangoSchema(userTable, model, member, quote, key);
    if (model != UserModel.DJANGO) {
      new UserModelProbe(connection, schema).run();
    }
    return schema;
  }

  private static String memberColumn(Connection connection, String userTable) throws SQLException {
    for (Map.Entry<String, List<String>> other : OTHER_TABLES.entrySet()) {
      columns(connection, other.getKey(), other.getValue());
    }
    String ofGroups = memberColumn(connection, groupsOf(userTable), "group_id");
    String ofPermissions = memberColumn(connection, permissionsOf(userTable), "permission_id");
    if (!ofGroups.equals(ofPermissions)) {
      throw new DatabaseRefusedException(
          DatabaseRefusal.USER_COLUMNS_DIFFER,
          groupsOf(userTable),
          permissionsOf(userTable),
          ofGroups,
          ofPermissions);
    }
    return ofGroups;
  }

  /** Django's name for the table of a user model's groups. */
  static String groupsOf(String userTable) {
    return userTable + "_groups";
  }

  /** Django's name for the table of a user model's own permissions. */
  static String permissionsOf(String userTable) {
    return userTable + "_user_permissions";
  }

  private static String memberColumn(Connection connection, String table, String other)
      throws SQLException {
    List<String> names =
        columns(connection, table, List.of(other)).keySet().stream()
            .filter(name -> !name.equals(UserColumns.ID) && !name.equals(other))
            .toList();
    if (names.size() != 1) {
      throw new DatabaseRefusedException(
          DatabaseRefusal.USER_COLUMN_UNCLEAR, table, names.toString());
    }
    return names.get(0);
  }

  /** A column as its driver describes it. */
  private record Column(int jdbcType, String type, int length) {

    static Column of(ResultSetMetaData columns, int index) throws SQLException {
      return new Column(
          columns.getColumnType(index),
          columns.getColumnTypeName(index),
          columns.getPrecision(index));
    }

    /** Empty for what is no key of Django's. */
    Optional<KeyForm> keyForm() {
      if (INTEGERS.contains(jdbcType)) {
        return Optional.of(KeyForm.INTEGER);
      }
      if (type.equalsIgnoreCase("uuid")) {
        return Optional.of(KeyForm.UUID_NATIVE);
      }
      return jdbcType == Types.CHAR && length == UUID_DIGITS
          ? Optional.of(KeyForm.UUID_DIGITS)
          : Optional.empty();
    }
  }

  /** The columns of a table, by their names in lower case. */
  private static Map<String, Column> columns(
      Connection connection, String table, List<String> required) throws SQLException {
    Map<String, Column> found = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet nothing =
            statement.executeQuery("select * from " + quoted(connection, table) + " where 1 = 0")) {
      ResultSetMetaData metadata = nothing.getMetaData();
      for (int i = 1; i <= metadata.getColumnCount(); i++) {
        found.put(metadata.getColumnName(i).toLowerCase(Locale.ROOT), Column.of(metadata, i));
      }
    } catch (SQLException failure) {
      if (DatabaseFailures.isOutage(failure)) {
        throw failure;
      }
      throw refused(table, failure);
    }
    String missing =
        required.stream()
            .filter(column -> !found.containsKey(column.toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new DatabaseRefusedException(DatabaseRefusal.COLUMNS_MISSING, table, missing);
    }
    return found;
  }

  private static DatabaseRefusedException refused(String table, SQLException failure) {
    return DatabaseFailures.isWriteRefused(failure)
        ? new DatabaseRefusedException(failure, DatabaseRefusal.TABLE_UNREADABLE, table)
        : new DatabaseRefusedException(failure, DatabaseRefusal.TABLE_MISSING, table);
  }

  static String quoted(Connection connection, String name) throws SQLException {
    String quote = connection.getMetaData().getIdentifierQuoteString();
    return quote + name.replace(quote, quote + quote) + quote;
  }
}
