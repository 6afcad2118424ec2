package io.authservice.keycloak.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every example of the documentation, letter for letter but for names, ids and tokens. */
@Tag("contract")
@WithTestServer
class ReadmeExamplesIT {

  private static final String JSON = "application/json";

  private final Api api;

  ReadmeExamplesIT(TestServer server) {
    api = new Api(server);
  }

  @Test
  void listsUsers() {
    User user = api.user();

    Response response = api.as(user).get("/api/users/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asString()).isEqualTo("[" + user.json() + "]");
  }

  @Test
  void createsAUser() {
    String name = Api.newName();

    Response response =
        api.anonymous()
            .header("Content-Type", JSON)
            .body(
                """
                {
                    "username": "%s",
                    "password": "newpassword",
                    "email": "newuser@example.com",
                    "first_name": "First Name",
                    "last_name": "Last Name"
                  }"""
                    .formatted(name))
            .post("/api/users/");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.asString())
        .isEqualTo(
            """
            {"id":%d,"username":"%s","email":"newuser@example.com","first_name":"First Name",\
            "last_name":"Last Name","is_active":true,"is_staff":false}"""
                .formatted(response.jsonPath().getLong("id"), name));
    api.obtain(name, "newpassword").then().statusCode(200);
  }

  @Test
  void retrievesAUser() {
    User user = api.user();

    Response response = api.as(user).get("/api/users/" + user.id() + "/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asString()).isEqualTo(user.json());
  }

  @Test
  void updatesAUser() {
    User user = api.user();

    Response response =
        api.as(user)
            .header("Content-Type", JSON)
            .body("{\"first_name\": \"UpdatedName\"}")
            .patch("/api/users/" + user.id() + "/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asString()).isEqualTo(user.json().replace("\"First\"", "\"UpdatedName\""));
  }

  @Test
  void deletesAUser() {
    User user = api.user();

    Response response = api.as(user).delete("/api/users/" + user.id() + "/");

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.asByteArray()).isEmpty();
    api.asSuperuser().get(user.path()).then().statusCode(404);
  }

  @Test
  void tellsWhoIsLoggedIn() {
    User user = api.user();

    Response response = api.as(user).get("/auth/me/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asString()).isEqualTo(user.json());
  }

  @Test
  void obtainsAToken() {
    User user = api.user();

    Response response =
        api.anonymous()
            .header("Content-Type", JSON)
            .body(
                "{\"username\": \"%s\", \"password\": \"%s\"}"
                    .formatted(user.username(), user.password()))
            .post("/api/token/");

    assertThat(response.statusCode()).isEqualTo(200);
    api.as(response.path("access").toString())
        .get("/auth/me/")
        .then()
        .body("username", equalTo(user.username()));
  }

  @Test
  void refreshesAToken() {
    User user = api.user();

    Response response =
        api.anonymous()
            .header("Content-Type", JSON)
            .body("{\"refresh\": \"%s\"}".formatted(user.refresh()))
            .post("/api/token/refresh/");

    assertThat(response.statusCode()).isEqualTo(200);
    api.as(response.path("access").toString())
        .get("/auth/me/")
        .then()
        .body("username", equalTo(user.username()));
  }

  @Test
  void verifiesAToken() {
    User user = api.user();

    Response response =
        api.anonymous()
            .header("Content-Type", JSON)
            .body("{\"token\": \"%s\"}".formatted(user.access()))
            .post("/api/token/verify/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asString()).isEqualTo("{}");
  }

  @Test
  void blacklistsARefreshToken() {
    User user = api.user();

    Response response =
        api.anonymous()
            .header("Content-Type", JSON)
            .body("{\"refresh\": \"%s\"}".formatted(user.refresh()))
            .post("/api/token/blacklist/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asString()).isEqualTo("{}");
    api.as(user).get("/auth/me/").then().statusCode(200);
    api.refresh(user.refresh())
        .then()
        .statusCode(401)
        .body("detail", equalTo("Token is blacklisted"));
  }
}
