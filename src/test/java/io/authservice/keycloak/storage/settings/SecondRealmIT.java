package io.authservice.keycloak.storage.settings;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** As the admin console makes a realm of a file, and {@code kcadm}. */
  @Test
  void cannotBeMadeFromTheTemplateEither() throws IOException {
    String template = Files.readString(Path.of("realm-export", "auth-service-realm.json"));
    String second = "second-" + Api.newName();

    admin
        .request()
        .body(template.replaceFirst("\"realm\": *\"[^\"]+\"", "\"realm\": \"" + second + "\""))
        .post("/admin/realms")
        .then()
        .statusCode(400)
        .body("errorMessage", containsString("Another realm of this server"));
    admin.request().get("/admin/realms/" + second).then().statusCode(404);
  }

  @Test
  void servesNobodyAndRefusesTheOthersTokens() {
    User user = api.user();
    String mount = "/realms/" + realm + "/auth-service";

    api.as(user).get(mount + "/auth/me/").then().statusCode(503);
    api.anonymous()
        .get(mount + "/api/users/")
        .then()
        .statusCode(503)
        .body("detail", equalTo("This realm is not set up for this service."));
  }

  @Test
  void leavesTheUsersWhereTheyAreWhenItIsRemoved() {
    User user = api.user();

    remove();
    create();

    api.as(user).get("/auth/me/").then().statusCode(200);
  }
}
