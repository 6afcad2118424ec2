package io.authservice.keycloak.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Django's table of users in some database. */
final class UserTable {

  /** Opens connections to a database. */
  @FunctionalInterface
  interface Connections {
    Connection open() throws SQLException;
  }

  private final Connections connections;
  private final IntFunction<String> numbers;
  private final String analyze;

  /**
   * @param numbers a table of the numbers up to this one, as the database has it
   * @param analyze what the database does by itself after a while: plans follow numbers of rows
   */
  UserTable(Connections connections, IntFunction<String> numbers, String analyze) {
    this.connections = connections;
    this.numbers = numbers;
    this.analyze = analyze;
  }

  /** Leaves the superuser and as many others as make up the count. */
  void load(int rows) {
    try (Connection connection = connections.open();
        Statement statement = connection.createStatement()) {
      statement.execute("delete from users_user where username like 'user%'");
      statement.execute(
          "insert into users_user (password, is_superuser, username, first_name, last_name, email,"
              + " is_staff, is_active, date_joined) select"
              + " 'pbkdf2_sha256$1000000$NotTheSaltOfAnyone$0000000000000000000000000000000000000000000=',"
              + " false, 'user' || n, 'First' || n, 'Last' || n, 'user' || n || '@example.com',"
              + " false, true, current_timestamp from "
              + numbers.apply(rows - 1));
      statement.execute(analyze);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot load " + rows + " rows", e);
    }
  }

  /** Ids of loaded users, at random but the same each time. */
  List<String> ids(int most) {
    return texts(
        "select id from users_user where username like 'user%' order by md5(username) limit "
            + most);
  }

  /** The first column of what a query finds. */
  List<String> texts(String query) {
    try (Connection connection = connections.open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return List.copyOf(texts);
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }
}
