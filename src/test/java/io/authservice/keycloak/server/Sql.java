package io.authservice.keycloak.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A test's own statements on a database, each call over a connection of its own. */
public record Sql(Connecting connecting) {

  public interface Connecting {
    Connection connect() throws SQLException;
  }

  public void execute(String... statements) {
    execute(List.of(statements));
  }

  public void execute(List<String> statements) {
    try (Connection connection = connecting.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows, each as its columns' texts joined by a bar. */
  public List<String> select(String query) {
    try (Connection connection = connecting.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> result = new ArrayList<>();
      while (rows.next()) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          columns.add(rows.getString(i));
        }
        result.add(String.join("|", columns));
      }
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
