package io.authservice.keycloak.api.users;

import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.http.ContentType;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is typed is kept to the letter, and what is no token is refused as such. */
@Tag("contract")
@WithTestServer
class ExactTextIT {
  private final Api api;

  ExactTextIT(TestServer server) {
    api = new Api(server);
  }

  @Test
  void aTokenWhoseHeaderNamesNoAlgorithmIsNoToken() {
    api.as("e30.e30.e30").get("/auth/me/").then().statusCode(401);
  }

  @Test
  void anEmailKeepsItsCaseAtCreation() {
    Map<String, Object> form = Api.form(Api.newName());
    form.put("email", "Ada.Lovelace@EXAMPLE.com");
    api.anonymous()
        .contentType(ContentType.JSON)
        .body(form)
        .post("/api/users/")
        .then()
        .statusCode(201)
        .body("email", equalTo("Ada.Lovelace@EXAMPLE.com"));
  }

  @Test
  void anEmailKeepsItsCaseInAnUpdate() {
    User user = api.user();
    api.as(user)
        .contentType(ContentType.JSON)
        .body(Map.of("email", "Ada@EXAMPLE.com"))
        .patch(user.path())
        .then()
        .statusCode(200)
        .body("email", equalTo("Ada@EXAMPLE.com"));
  }

  @Test
  void ownNameMayChangeItsCase() {
    User user = api.user();
    String upper = user.username().toUpperCase(Locale.ROOT);
    api.as(user)
        .contentType(ContentType.JSON)
        .body(Map.of("username", upper))
        .patch(user.path())
        .then()
        .statusCode(200)
        .body("username", equalTo(upper));
    api.obtain(upper, user.password()).then().statusCode(200);
  }

  @Test
  void aNewNameKeepsItsCaseInAnUpdate() {
    User user = api.user();
    String name = Api.newName() + "MiXed";
    api.as(user)
        .contentType(ContentType.JSON)
        .body(Map.of("username", name))
        .patch(user.path())
        .then()
        .statusCode(200)
        .body("username", equalTo(name));
    api.obtain(name, user.password()).then().statusCode(200);
  }
}
