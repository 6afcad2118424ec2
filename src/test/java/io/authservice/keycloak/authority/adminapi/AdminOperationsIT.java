package io.authservice.keycloak.authority.adminapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.admin.AdminResource;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every operation of the Admin API on the version of Keycloak that is tested is on the list, and
 * what the list says of it holds on a running server.
 */
@WithTestServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminOperationsIT {

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;
  private final AdminCalls calls = AdminCalls.list();
  private AdminOperations operations;

  AdminOperationsIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @BeforeAll
  void walk() throws Exception {
    operations = new AdminOperations();
  }

  @AfterAll
  void leave() throws Exception {
    operations.close();
  }

  @Test
  void theWalkReachesEverything() {
    assertThat(operations.unknown()).isEmpty();
    assertThat(operations.found())
        .hasSizeGreaterThan(250)
        .containsKeys(
            "",
            "/users/{user-id}/role-mappings/clients/{client-id}",
            "/groups/{group-id}/children",
            "/organizations/{org-id}/members",
            "/ui-ext/brute-force-user",
            "/clients/{client-uuid}/authz/resource-server/policy/{type}");
  }

  @Test
  void everyOperationIsOnTheList() {
    assertThat(missing(operations.found())).as("operations that nobody classified").isEmpty();
  }

  @Test
  void soIsEveryOperationOfOurs() throws Exception {
    Map<String, Set<String>> ours = operations.of("/auth-service", AdminResource.class);

    assertThat(ours.keySet())
        .anyMatch(path -> path.startsWith("/auth-service/users/{id:") && path.endsWith("/grants"));
    assertThat(missing(ours)).isEmpty();
  }

  private List<String> missing(Map<String, Set<String>> found) {
    List<String> missing = new ArrayList<>();
    found.forEach(
        (path, methods) ->
            methods.stream()
                .filter(method -> call(method, path).isEmpty())
                .forEach(method -> missing.add(method + " " + path)));
    return missing;
  }

  private Optional<AdminCall> call(String method, String template) {
    return calls.find(method, AdminCalls.segments(filled(template, Map.of())));
  }

  /** Each place of a template gets what the map has for its name, or a word that is nobody's. */
  private static String filled(String template, Map<String, String> values) {
    StringBuilder path = new StringBuilder();
    for (String segment : template.substring(template.isEmpty() ? 0 : 1).split("/", -1)) {
      String name = segment.replaceFirst("^\\{([^:}]*).*", "$1");
      path.append('/').append(segment.startsWith("{") ? values.getOrDefault(name, "0") : segment);
    }
    return template.isEmpty() ? "" : path.toString();
  }

  /** The list is of use only if Keycloak asks for it whatever the operation. */
  @Test
  void whatIsForAdministratorsAloneIsRefusedToStaffWhateverTheOperation() {
    String token = admin.adminToken(api.staff());

    List<String> passed = new ArrayList<>();
    operations
        .found()
        .forEach(
            (path, methods) ->
                methods.stream()
                    .filter(method -> isForAdministrators(method, path))
                    .filter(
                        method -> send(token, method, filled(path, Map.of())).statusCode() != 403)
                    .forEach(method -> passed.add(method + " " + path)));

    assertThat(passed).isEmpty();
  }

  private boolean isForAdministrators(String method, String path) {
    return call(method, path)
        .filter(call -> call.checks().contains(AdminCheck.ADMINISTRATORS))
        .isPresent();
  }

  @Test
  void nothingOfASuperuserIsWrittenByStaffWhateverTheOperation() {
    String token = admin.adminToken(api.staff());
    String superuser =
        admin.create(Api.newName(), Map.of("attributes", Map.of("is_superuser", List.of("true"))));

    List<String> passed = new ArrayList<>();
    operations
        .found()
        .forEach(
            (path, methods) ->
                methods.stream()
                    .filter(method -> !method.equals("GET") && path.contains("{user"))
                    .filter(
                        method ->
                            send(
                                        token,
                                        method,
                                        filled(
                                            path,
                                            Map.of("user-id", superuser, "userId", superuser)))
                                    .statusCode()
                                != 403)
                    .forEach(method -> passed.add(method + " " + path)));

    assertThat(passed).isEmpty();
  }

  @Test
  void whatIsNotOnTheListIsRefused() {
    String token = admin.adminToken(api.staff());

    for (String path : List.of("/nowhere", "/users/0/nowhere", "/ui-ext/nowhere")) {
      assertThat(send(token, "GET", path).statusCode()).as(path).isEqualTo(403);
      assertThat(send(token, "POST", path).statusCode()).as(path).isEqualTo(403);
    }
  }

  private Response send(String token, String method, String below) {
    return given()
        .baseUri(server.baseUrl())
        .urlEncodingEnabled(false)
        .auth()
        .oauth2(token)
        .contentType(ContentType.JSON)
        .body(method.equals("GET") ? "" : "{}")
        .request(method, admin.path(below));
  }
}
