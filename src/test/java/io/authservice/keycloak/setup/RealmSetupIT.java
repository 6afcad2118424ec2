package io.authservice.keycloak.setup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A server whose realms cannot serve the API: that of the template, for it has no client of the
 * name that the server is told, and one that was never set up.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealmSetupIT {

  private static final String BARE = "bare";
  private static final String REFUSAL = "This realm is not set up for this service.";

  @AutoClose private TestServer server;
  private AdminApi admin;

  @BeforeAll
  void start() {
    server =
        TestServer.startWith(
            "unset", List.of("--spi-realm-restapi-extension--auth-service--client-id=not-there"));
    admin = new AdminApi(server);
    admin
        .request()
        .body(Map.of("realm", BARE, "enabled", true))
        .post("/admin/realms")
        .then()
        .statusCode(201);
  }

  private List<String> log(String about) throws IOException {
    return Files.readAllLines(server.log().orElseThrow()).stream()
        .filter(line -> line.contains(about))
        .toList();
  }

  private Response login(String mount) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("username", server.superuserName(), "password", server.superuserPassword()))
        .post(server.baseUrl() + mount + "/api/token/");
  }

  @Test
  void theStartSaysWhatTheRealmAtTheRootLacks() throws IOException {
    assertThat(log("is not set up for the API. It lacks:"))
        .singleElement()
        .asString()
        .contains("WARN", "The realm auth-service ")
        .endsWith("It lacks: clients not-there");
  }

  @Test
  void aRealmWithoutTheClientSaysSo() {
    login("").then().statusCode(503).body("detail", equalTo(REFUSAL));
  }

  @Test
  void aRealmWithoutAnythingSaysSoAtEveryCallAndTheLogOnce() throws IOException {
    String mount = "/realms/" + BARE + "/auth-service";

    for (int turn = 0; turn < 3; turn++) {
      login(mount).then().statusCode(503).body("detail", equalTo(REFUSAL));
      for (String path : List.of("/api/users/", "/auth/me/")) {
        given()
            .get(server.baseUrl() + mount + path)
            .then()
            .statusCode(503)
            .body("detail", equalTo(REFUSAL));
      }
    }

    assertThat(log("The realm bare was asked for the API"))
        .singleElement()
        .asString()
        .contains("WARN")
        .endsWith(
            "It lacks: the user storage auth-service-users; clients not-there,"
                + " auth-service-console, auth-service-operations, auth-service-swagger; client scopes"
                + " auth-service, read,"
                + " write, introspection, integer-id, groups, permissions; attributes of the user"
                + " profile user_id, is_active, is_staff, is_superuser, last_login, date_joined,"
                + " django_groups");
  }

  @Test
  void theStatusTellsWhatIsMissing() {
    admin
        .request()
        .get("/admin/realms/" + BARE + "/auth-service/status")
        .then()
        .statusCode(200)
        .body("realm.name", equalTo(BARE))
        .body("realm.serves", equalTo(false))
        .body("realm.missing.storage", equalTo(true))
        .body(
            "realm.missing.clients",
            equalTo(
                List.of(
                    "not-there",
                    "auth-service-console",
                    "auth-service-operations",
                    "auth-service-swagger")))
        .body("realm.missing.client_scopes.size()", equalTo(7))
        .body("realm.missing.profile_attributes.size()", equalTo(7))
        .body("databases", equalTo(List.of()));
    admin
        .request()
        .get(admin.path("/auth-service/status"))
        .then()
        .body("realm.serves", equalTo(false))
        .body("realm.missing.storage", equalTo(false))
        .body("realm.missing.clients", equalTo(List.of("not-there")));
  }

  @Test
  void whatIsNowhereIsNotFoundThereEither() {
    given()
        .get(server.baseUrl() + "/realms/" + BARE + "/auth-service/api/nothing/")
        .then()
        .statusCode(404);
  }

  @Test
  void theDocumentIsToldAllTheSame() {
    given()
        .get(server.baseUrl() + "/realms/" + BARE + "/auth-service/api/schema/")
        .then()
        .statusCode(200);
  }
}
