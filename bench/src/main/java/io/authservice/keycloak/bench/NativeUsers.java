package io.authservice.keycloak.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Users of Keycloak's own, with a password each, in a realm of their own: rows as a partial import
 * writes them, without its hours.
 */
final class NativeUsers {

  static final String REALM = "native";

  private final BenchDatabase database;

  NativeUsers(BenchDatabase database) {
    this.database = database;
  }

  /** Replaces whoever is there. The realm must exist. */
  void load(int count) {
    String realm = "(select id from realm where name = '" + REALM + "')";
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("delete from credential where user_id in " + users(realm));
      statement.execute("delete from user_entity where realm_id = " + realm);
      statement.execute(
          "insert into user_entity (id, email, email_constraint, email_verified, enabled,"
              + " first_name, last_name, realm_id, username, created_timestamp, not_before)"
              + " select md5('user' || n)::uuid::text, 'user' || n || '@example.com',"
              + " 'user' || n || '@example.com', true, true, 'First' || n, 'Last' || n, "
              + realm
              + ", 'user' || n, 1700000000000, 0 from "
              + database.numbers(count));
      statement.execute(
          "insert into credential (id, type, user_id, created_date, secret_data,"
              + " credential_data, priority)"
              + " select md5('credential' || id)::uuid::text, 'password', id, 1700000000000,"
              + " '{\"value\":\"bm90IHRoZSBrZXkgb2YgYW55b25l\",\"salt\":\"bm90IHRoZSBzYWx0\"}',"
              + " '{\"hashIterations\":5,\"algorithm\":\"argon2\"}', 10 from user_entity"
              + " where realm_id = "
              + realm);
      statement.execute("vacuum analyze user_entity");
      statement.execute("vacuum analyze credential");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot load " + count + " native users", e);
    }
  }

  /** Ids of these users, at random but the same each time. */
  List<String> ids(int most) {
    return database
        .users()
        .texts(
            "select u.id from user_entity u join realm r on r.id = u.realm_id where r.name = '"
                + REALM
                + "' order by u.id limit "
                + most);
  }

  private static String users(String realm) {
    return "(select id from user_entity where realm_id = " + realm + ")";
  }
}
