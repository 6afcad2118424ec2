package io.authservice.keycloak.persistence.proposal;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of a connection's schema, up to a number that no service comes near. */
final class TableCatalog {

  private static final int MOST_COLUMNS = 20_000;

  private final Map<String, FoundTable> tables;

  private TableCatalog(Map<String, FoundTable> tables) {
    this.tables = tables;
  }

  static TableCatalog of(Connection connection) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    String catalog = connection.getCatalog();
    String schema =
        database.getDatabaseProductName().equals("PostgreSQL") ? connection.getSchema() : null;
    Map<String, Map<String, String>> columns = new LinkedHashMap<>();
    int left = MOST_COLUMNS;
    try (ResultSet found = database.getColumns(catalog, schema, "%", "%")) {
      while (left-- > 0 && found.next()) {
        columns
            .computeIfAbsent(found.getString("TABLE_NAME"), name -> new LinkedHashMap<>())
            .put(found.getString("COLUMN_NAME"), String.valueOf(found.getString("TYPE_NAME")));
      }
    }
    Map<String, FoundTable> tables = new LinkedHashMap<>();
    for (Map.Entry<String, Map<String, String>> table : columns.entrySet()) {
      List<String> keys =
          table.getValue().containsKey("password")
              ? keys(database, catalog, schema, table.getKey())
              : List.of();
      tables.put(table.getKey(), new FoundTable(table.getKey(), table.getValue(), keys));
    }
    return new TableCatalog(tables);
  }

  private static List<String> keys(
      DatabaseMetaData database, @Nullable String catalog, @Nullable String schema, String table)
      throws SQLException {
    List<String> keys = new ArrayList<>();
    try (ResultSet found = database.getPrimaryKeys(catalog, schema, table)) {
      while (found.next()) {
        keys.add(found.getString("COLUMN_NAME"));
      }
    }
    return keys;
  }

  List<FoundTable> all() {
    return List.copyOf(tables.values());
  }

  Optional<FoundTable> named(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  /** Whether a table is there and has all of these columns. */
  boolean has(String name, String... columns) {
    return named(name).filter(table -> table.hasAll(List.of(columns))).isPresent();
  }
}
