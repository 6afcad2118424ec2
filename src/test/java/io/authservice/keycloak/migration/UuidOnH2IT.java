package io.authservice.keycloak.migration;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Dumps;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Users with UUIDs in the embedded database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UuidOnH2IT {

  @AutoClose private TestServer server;
  private AdminApi admin;

  @BeforeAll
  void start() {
    server = TestServer.startWith("uuid-h2", List.of());
    admin = new AdminApi(server);
  }

  @Test
  void areImportedAndServedAndNewOnesAreMade() {
    admin
        .request()
        .delete(admin.path("/users/" + admin.id(TestSettings.SUPERUSER_NAME)))
        .then()
        .statusCode(204);
    String ada = UUID.randomUUID().toString();
    admin.importDump(
        new String(Dumps.bytes("factors.json"), StandardCharsets.UTF_8)
            .replaceAll(
                "(\"model\": \"auth.user\",\\s*\"pk\"|\"user\"): 51\\b", "$1: \"" + ada + "\"")
            .replaceAll(
                "(\"model\": \"auth.user\",\\s*\"pk\"|\"user\"): 5([23])\\b",
                "$1: \"" + UUID.randomUUID().toString().substring(0, 35) + "$2\""));

    posted("/api/token/", Map.of("username", "fada", "password", Dumps.PASSWORD)).statusCode(401);
    posted(
            "/api/users/",
            Map.of("username", "new", "email", "n@example.com", "password", "tr0mb0ne-quartet"))
        .statusCode(201)
        .body("id", matchesPattern("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    String access =
        posted("/api/token/", Map.of("username", "new", "password", "tr0mb0ne-quartet"))
            .statusCode(200)
            .extract()
            .path("access");
    RestAssured.given()
        .baseUri(server.baseUrl())
        .auth()
        .oauth2(access)
        .get("/auth/me/")
        .then()
        .statusCode(200)
        .body("username", equalTo("new"));
    admin
        .request()
        .get(admin.path("/users/f:auth-service-users-001:" + ada))
        .then()
        .statusCode(200)
        .body("username", equalTo("fada"));
  }

  private ValidatableResponse posted(String path, Map<String, String> body) {
    return RestAssured.given()
        .baseUri(server.baseUrl())
        .contentType(ContentType.JSON)
        .body(body)
        .post(path)
        .then();
  }
}
