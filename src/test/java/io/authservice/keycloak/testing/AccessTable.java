package io.authservice.keycloak.testing;

import io.authservice.keycloak.testing.Api.User;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Expected statuses, written as a table: endpoints across, callers and targets down. */
public final class AccessTable {

  /** What can be asked of the API. */
  public enum Endpoint {
    LIST,
    CREATE,
    CREATE_STAFF,
    RETRIEVE,
    REPLACE,
    CHANGE,
    MAKE_STAFF,
    REMOVE,
    DESCRIBE,
    ME;

    public Response call(RequestSpecification request, User target) {
      return switch (this) {
        case LIST -> request.get("/api/users/");
        case CREATE -> json(request, Api.form(Api.newName())).post("/api/users/");
        case CREATE_STAFF -> {
          Map<String, Object> form = Api.form(Api.newName());
          form.put("is_staff", true);
          yield json(request, form).post("/api/users/");
        }
        case RETRIEVE -> request.get(target.path());
        case REPLACE ->
            json(
                    request,
                    Map.of(
                        "username", target.username(),
                        "password", target.password(),
                        "email", "replaced@example.com"))
                .put(target.path());
        case CHANGE -> json(request, Map.of("first_name", "Changed")).patch(target.path());
        case MAKE_STAFF -> json(request, Map.of("is_staff", true)).patch(target.path());
        case REMOVE -> request.delete(target.path());
        case DESCRIBE -> request.options(target.path());
        case ME -> request.get("/auth/me/");
      };
    }

    private static RequestSpecification json(RequestSpecification request, Map<String, ?> body) {
      return request.contentType(ContentType.JSON).body(body);
    }
  }

  private AccessTable() {}

  /**
   * Each cell as endpoint, caller and target, status.
   *
   * @param table its first row names the endpoints, its last column the rows
   */
  public static Stream<Arguments> cells(String table) {
    List<List<String>> rows =
        table
            .lines()
            .map(line -> Stream.of(line.split("\\|", -1)).skip(1).map(String::strip).toList())
            .toList();
    int last = rows.get(0).size() - 1;
    return rows.stream()
        .skip(1)
        .flatMap(
            row ->
                IntStream.range(0, last)
                    .mapToObj(
                        column ->
                            Arguments.of(
                                Endpoint.valueOf(rows.get(0).get(column)),
                                row.get(last),
                                Integer.parseInt(row.get(column)))));
  }
}
