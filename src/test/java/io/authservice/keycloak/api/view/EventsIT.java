package io.authservice.keycloak.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.ServiceAccount;
import io.restassured.http.ContentType;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keycloak's user and admin events for what is done through the API. */
@Tag("contract")
@WithTestServer
class EventsIT {

  private static final String CLIENT = "auth-service-api";
  private static final String NEW_PASSWORD = "An0ther-horse-Batt3ry";

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;
  private User user;
  private String id;

  EventsIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  /** Keycloak tells its listeners of refreshed tokens, and stores them only if told to. */
  @BeforeEach
  void keepAllEvents() {
    Map<String, Object> config =
        new HashMap<>(
            admin
                .request()
                .get(admin.path("/events/config"))
                .then()
                .statusCode(200)
                .extract()
                .<Map<String, Object>>path("$"));
    Set<Object> types = new LinkedHashSet<>((List<?>) config.get("enabledEventTypes"));
    if (types.addAll(List.of("REFRESH_TOKEN", "REFRESH_TOKEN_ERROR"))) {
      config.put("enabledEventTypes", types);
      admin.request().body(config).put(admin.path("/events/config")).then().statusCode(204);
    }
  }

  @BeforeEach
  void register() {
    user = api.user();
    id = admin.id(user.username());
  }

  /** Of one user, each as its type, client and error. */
  private List<String> userEvents(String userId) {
    List<Map<String, Object>> events = events(Map.of("user", userId));
    return events.stream()
        .map(
            event ->
                event.get("type")
                    + " "
                    + event.get("clientId")
                    + (event.get("error") == null ? "" : " " + event.get("error")))
        .toList();
  }

  private List<Map<String, Object>> events(Map<String, String> query) {
    return admin
        .request()
        .queryParams(query)
        .get(admin.path("/events"))
        .then()
        .statusCode(200)
        .extract()
        .path("$");
  }

  /** What administrators did to one user. */
  private List<Map<String, Object>> adminEvents(String userId) {
    String path = "users/" + userId;
    List<Map<String, Object>> found =
        admin
            .request()
            .queryParam("resourcePath", path + "*")
            .get(admin.path("/admin-events"))
            .then()
            .statusCode(200)
            .extract()
            .path("$");
    // Of 15 as well, where 1 was asked for.
    return found.stream()
        .filter(event -> (event.get("resourcePath") + "/").startsWith(path + "/"))
        .toList();
  }

  private static List<String> described(List<Map<String, Object>> events) {
    return events.stream()
        .map(
            event ->
                event.get("operationType")
                    + " "
                    + event.get("resourceType")
                    + " "
                    + event.get("resourcePath"))
        .toList();
  }

  private void patch(String token, Map<String, Object> body, int status) {
    api.as(token)
        .contentType(ContentType.JSON)
        .body(body)
        .patch(user.path())
        .then()
        .statusCode(status);
  }

  @Test
  void whatUsersDoThemselvesIsRecordedWithTheirId() {
    patch(user.access(), Map.of("first_name", "New"), 200);
    patch(user.access(), Map.of("password", NEW_PASSWORD), 200);
    api.as(user).delete(user.path()).then().statusCode(204);

    assertThat(userEvents(id))
        .containsExactlyInAnyOrder(
            "REGISTER " + CLIENT,
            "LOGIN " + CLIENT,
            "UPDATE_PROFILE " + CLIENT,
            "UPDATE_PROFILE " + CLIENT,
            "UPDATE_CREDENTIAL " + CLIENT,
            "DELETE_ACCOUNT " + CLIENT);
    assertThat(adminEvents(id)).isEmpty();
  }

  @Test
  void tokensAreRecordedFromObtainingToTheEnd() {
    api.refresh(user.refresh()).then().statusCode(200);
    api.anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of("refresh", user.refresh()))
        .post("/api/token/blacklist/")
        .then()
        .statusCode(200);
    api.refresh(user.refresh()).then().statusCode(401);

    assertThat(userEvents(id))
        .containsExactlyInAnyOrder(
            "REGISTER " + CLIENT,
            "LOGIN " + CLIENT,
            "REFRESH_TOKEN " + CLIENT,
            "REVOKE_GRANT " + CLIENT);
    assertThat(events(Map.of("type", "REFRESH_TOKEN_ERROR", "client", CLIENT))).isNotEmpty();
  }

  @Test
  void failedLoginsAreRecorded() {
    api.obtain(user.username(), "wrong").then().statusCode(401);
    String unknown = Api.newName();
    api.obtain(unknown, "wrong").then().statusCode(401);

    assertThat(userEvents(id))
        .containsExactlyInAnyOrder(
            "REGISTER " + CLIENT,
            "LOGIN " + CLIENT,
            "LOGIN_ERROR " + CLIENT + " invalid_user_credentials");
    assertThat(events(Map.of("type", "LOGIN_ERROR")).toString()).contains("username=" + unknown);
  }

  @Test
  void loginsByOAuth2AreRecorded() {
    String client =
        admin.client(
            Map.of(
                "publicClient",
                false,
                "secret",
                "a-secret",
                "directAccessGrantsEnabled",
                true,
                "defaultClientScopes",
                List.of("basic", "auth-service"),
                "optionalClientScopes",
                List.of("read", "write")));
    Map<String, String> login = Map.of("client_id", client, "client_secret", "a-secret");
    String refresh =
        api.anonymous()
            .formParams(login)
            .formParams(
                Map.of(
                    "grant_type", "password",
                    "username", user.username(),
                    "password", user.password()))
            .post("/o/token/")
            .then()
            .statusCode(200)
            .extract()
            .path("refresh_token");
    String access =
        api.anonymous()
            .formParams(login)
            .formParams(Map.of("grant_type", "refresh_token", "refresh_token", refresh))
            .post("/o/token/")
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");
    api.anonymous()
        .formParams(login)
        .formParam("token", access)
        .post("/o/revoke_token/")
        .then()
        .statusCode(200);

    assertThat(userEvents(id))
        .containsExactlyInAnyOrder(
            "REGISTER " + CLIENT,
            "LOGIN " + CLIENT,
            "LOGIN " + client,
            "REFRESH_TOKEN " + client,
            "REVOKE_GRANT " + client);
  }

  @Test
  void whatStaffDoToOthersIsRecordedAsDoneByAnAdministrator() {
    User staff = api.staff();
    String staffId = admin.id(staff.username());
    String name = Api.newName();
    api.as(staff)
        .contentType(ContentType.JSON)
        .body(Api.form(name))
        .post("/api/users/")
        .then()
        .statusCode(201);
    patch(staff.access(), Map.of("last_name", "Changed", "is_active", false), 200);
    patch(staff.access(), Map.of("password", NEW_PASSWORD), 200);
    api.as(staff).delete(user.path()).then().statusCode(204);

    List<Map<String, Object>> events = adminEvents(id);
    assertThat(described(events))
        .containsExactlyInAnyOrder(
            "UPDATE USER users/" + id,
            "UPDATE USER users/" + id,
            "ACTION USER users/" + id + "/reset-password",
            "DELETE USER users/" + id);
    List<Map<String, Object>> created = adminEvents(admin.id(name));
    assertThat(described(created)).containsExactlyInAnyOrder("CREATE USER users/" + admin.id(name));
    assertThat(Stream.concat(events.stream(), created.stream()))
        .allMatch(event -> event.get("authDetails").toString().contains(staffId));
    assertThat(events.toString())
        .contains("\"last_name\":[\"Last\",\"Changed\"]", "\"is_active\":[true,false]");
    assertThat(events.toString() + created)
        .doesNotContain(NEW_PASSWORD)
        .doesNotContain(Api.PASSWORD);
  }

  @Test
  void whatClientsDoInTheirOwnNameIsRecordedAsDoneByTheirServiceAccount() {
    ServiceAccount client = ServiceAccount.with(admin, server.realm(), "manage-users");

    patch(client.token(), Map.of("last_name", "Changed"), 200);

    List<Map<String, Object>> events = adminEvents(id);
    assertThat(described(events)).containsExactlyInAnyOrder("UPDATE USER users/" + id);
    assertThat(events.get(0).get("authDetails").toString()).contains(client.userId());
  }

  @Test
  void staffWhoChangeThemselvesAreUsersLikeOthers() {
    User staff = api.staff();
    String staffId = admin.id(staff.username());

    api.as(staff)
        .contentType(ContentType.JSON)
        .body(Map.of("first_name", "New"))
        .patch(staff.path())
        .then()
        .statusCode(200);

    assertThat(described(adminEvents(staffId)))
        .containsExactlyInAnyOrder("CREATE USER users/" + staffId);
  }

  @Test
  void whatIsRefusedLeavesNoTraceOfAChange() {
    User other = api.user();
    User staff = api.staff();

    patch(user.access(), Map.of("username", other.username()), 400);
    patch(other.access(), Map.of("first_name", "New"), 404);
    patch(staff.access(), Map.of("is_active", "perhaps"), 400);
    api.as(staff)
        .contentType(ContentType.JSON)
        .body(Map.of("first_name", "New"))
        .patch(api.superuser().path())
        .then()
        .statusCode(403);

    assertThat(userEvents(id)).containsExactlyInAnyOrder("REGISTER " + CLIENT, "LOGIN " + CLIENT);
    assertThat(adminEvents(id)).isEmpty();
    assertThat(described(adminEvents(admin.id(server.superuserName())))).isEmpty();
  }
}
