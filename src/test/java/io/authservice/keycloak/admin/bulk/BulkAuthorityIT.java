package io.authservice.keycloak.admin.bulk;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.ServiceAccount;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With whose authority many users are changed, in the transactions of their own. */
@WithTestServer(second = true)
class BulkAuthorityIT {

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;

  BulkAuthorityIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @Test
  void aClientMayWhatItsServiceAccountWasGiven() {
    User plain = api.user();
    User root = api.superuser();
    ServiceAccount manager = ServiceAccount.with(admin, server.realm(), "manage-users");
    ServiceAccount viewer = ServiceAccount.with(admin, server.realm(), "view-users");

    deactivate(manager.token(), plain, root)
        .statusCode(200)
        .body("done", equalTo(1))
        .body("refused.code", contains("permission_denied"));
    deactivate(viewer.token(), plain).statusCode(403);
  }

  /** What is mapped to a user, beside its flags. */
  @Test
  void whoHoldsMoreThanTheBearerIsLeftAlone() {
    User staff = api.staff();
    User mapped = api.user();
    String id = admin.id(mapped.username());
    String management =
        admin
            .request()
            .queryParam("clientId", "realm-management")
            .get(admin.path("/clients"))
            .path("[0].id");
    Map<String, Object> role =
        admin.request().get(admin.path("/clients/" + management + "/roles/manage-realm")).path("$");
    admin
        .request()
        .body(List.of(role))
        .post(admin.path("/users/" + id + "/role-mappings/clients/" + management))
        .then()
        .statusCode(204);
    String token = admin.adminToken(staff);

    for (String action : List.of("deactivate", "delete", "end_sessions", "activate")) {
      bulk(token, action, mapped)
          .statusCode(200)
          .body("done", equalTo(0))
          .body("refused.code", contains("permission_denied"));
    }
    api.as(mapped).get("/auth/me/").then().statusCode(200);
  }

  @Test
  void whoeverLosesItsAuthorityActsNoLonger() {
    User staff = api.staff();
    User plain = api.user();
    String token = admin.adminToken(staff);
    deactivate(token, plain).statusCode(200).body("refused", empty());

    api.asSuperuser()
        .contentType("application/json")
        .body(Map.of("is_staff", false))
        .patch(staff.path())
        .then()
        .statusCode(200);

    deactivate(token, plain).statusCode(403);
  }

  private ValidatableResponse deactivate(String token, User... users) {
    return bulk(token, "deactivate", users);
  }

  private ValidatableResponse bulk(String token, String action, User... users) {
    return admin
        .as(token)
        .body(Map.of("action", action, "ids", List.of(users).stream().map(User::id).toList()))
        .post(admin.path("/auth-service/bulk"))
        .then();
  }
}
