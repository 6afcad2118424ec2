package io.authservice.keycloak.storage.settings;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables have no realm column, so they belong to one realm. */
@WithTestServer
class SecondRealmIT {

  private final String realm = "realm-" + Api.newName();
  private final Api api;
  private final AdminApi admin;

  SecondRealmIT(TestServer server) {
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @BeforeEach
  void create() {
    admin
        .request()
        .body(Map.of("realm", realm, "enabled", true))
        .post("/admin/realms")
        .then()
        .statusCode(201);
  }

  @AfterEach
  void remove() {
    admin.request().delete("/admin/realms/" + realm).then().statusCode(204);
  }

  @Test
  void cannotKeepItsUsersInTheSameTables() {
    admin
        .request()
        .body(
            Map.of(
                "name", "second",
                "providerId", "auth-service-users",
                "providerType", "org.keycloak.storage.UserStorageProvider"))
        .post("/admin/realms/" + realm + "/components")
        .then()
        .statusCode(400)
        .body("errorMessage", containsString("Another realm of this server"));
  }

  @Test
  void servesNobodyAndRefusesTheOthersTokens() {
    User user = api.user();
    String mount = "/realms/" + realm + "/auth-service";

    api.as(user).get(mount + "/auth/me/").then().statusCode(401);
    api.anonymous()
        .get(mount + "/api/users/")
        .then()
        .statusCode(503)
        .body("detail", equalTo("Service temporarily unavailable, try again later."));
  }

  @Test
  void leavesTheUsersWhereTheyAreWhenItIsRemoved() {
    User user = api.user();

    remove();
    create();

    api.as(user).get("/auth/me/").then().statusCode(200);
  }
}
