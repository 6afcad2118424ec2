package io.authservice.keycloak.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Users who can log in, all with one password. */
record BenchUsers(int count, String password) {

  private static final String PASSWORD = "Corr3ct-horse-Batt3ry";
  private static final String FIRST = "bench0";

  /** The first registers itself; the others are rows with the same hash. */
  static BenchUsers create(BenchDatabase database, String baseUrl, int count) {
    register(baseUrl);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into users_user (password, is_superuser, username, first_name, last_name, email,"
              + " is_staff, is_active, date_joined)"
              + " select password, false, 'bench' || n, first_name, last_name,"
              + " 'bench' || n || '@example.com', false, true, date_joined from users_user, "
              + database.numbers(count - 1)
              + " where username = '"
              + FIRST
              + "'");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make " + count + " users", e);
    }
    return new BenchUsers(count, PASSWORD);
  }

  private static void register(String baseUrl) {
    Map<String, String> form =
        Map.of(
            "username",
            FIRST,
            "password",
            PASSWORD,
            "email",
            FIRST + "@example.com",
            "first_name",
            "First",
            "last_name",
            "Last");
    new JsonClient()
        .send(
            HttpRequest.newBuilder(URI.create(baseUrl + "/api/users/"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new ObjectMapper().valueToTree(form).toString())),
            201);
  }

  String name(int user) {
    return "bench" + user;
  }
}
