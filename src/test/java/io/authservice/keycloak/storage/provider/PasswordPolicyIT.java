package io.authservice.keycloak.storage.provider;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.authservice.keycloak.documentation.Page;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A realm whose passwords must be long, over the API and behind Keycloak's own doors. */
@WithTestServer
class PasswordPolicyIT {
  private static final List<String> TOO_SHORT = List.of("Invalid password: minimum length 15.");

  private final Api api;
  private final AdminApi admin;
  private User user;

  PasswordPolicyIT(TestServer server) {
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @BeforeEach
  void demandLength() {
    user = api.user();
    setPolicy("length(15) and maxLength(128)");
  }

  @AfterEach
  void restore() {
    setPolicy("maxLength(128)");
  }

  private void setPolicy(String policy) {
    admin
        .request()
        .body(Map.of("passwordPolicy", policy))
        .put(admin.path(""))
        .then()
        .statusCode(204);
  }

  @Test
  void isOneFieldErrorAmongOthersAtRegistration() {
    api.anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of("username", "a b", "password", "short", "email", "nowhere"))
        .post("/api/users/")
        .then()
        .statusCode(400)
        .body("password", equalTo(TOO_SHORT))
        .body("$", hasKey("username"))
        .body("$", hasKey("email"));
  }

  @Test
  void holdsForUpdates() {
    api.as(user)
        .contentType(ContentType.JSON)
        .body(Map.of("password", "short"))
        .patch(user.path())
        .then()
        .statusCode(400)
        .body("password", equalTo(TOO_SHORT))
        .body("$", not(hasKey("username")));
    api.obtain(user.username(), user.password()).then().statusCode(200);
  }

  @Test
  void holdsInTheAdminConsole() {
    admin
        .request()
        .body(AdminApi.password("short", false))
        .put(admin.path("/users/" + admin.id(user.username()) + "/reset-password"))
        .then()
        .statusCode(400);
    api.obtain(user.username(), user.password()).then().statusCode(200);
  }

  @Test
  void djangosValidatorsRefuseInDjangosWords() {
    setPolicy(printedPolicy());

    register("anna.smith", "1234567")
        .body(
            "password",
            equalTo(
                List.of(
                    "This password is too short. It must contain at least 8 characters.",
                    "This password is too common.",
                    "This password is entirely numeric.")));
    register("anna.smith", "Smith-Anna")
        .body("password", equalTo(List.of("The password is too similar to the username.")));
    register("somebody", "Lovelace1")
        .body("password", equalTo(List.of("The password is too similar to the last name.")));
    register("somebody", "ada.l@example")
        .body("password", equalTo(List.of("The password is too similar to the email address.")));
    api.as(user)
        .contentType(ContentType.JSON)
        .body(Map.of("password", "Lovelace1", "last_name", "Lovelace"))
        .patch(user.path())
        .then()
        .statusCode(400)
        .body("password", equalTo(List.of("The password is too similar to the last name.")));
  }

  @Test
  void aPartThatIsNoneIsRefusedWithThePolicy() {
    for (String policy :
        List.of("djangoUserAttributeSimilarity(2)", "djangoMinimumLength(eight)")) {
      admin
          .request()
          .body(Map.of("passwordPolicy", policy))
          .put(admin.path(""))
          .then()
          .statusCode(400);
    }
  }

  private ValidatableResponse register(String username, String password) {
    return api.anonymous()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "username",
                username,
                "password",
                password,
                "last_name",
                "Lovelace",
                "email",
                "ada.l@example.com"))
        .post("/api/users/")
        .then()
        .statusCode(400);
  }

  /** All of them, as the page has it to copy. */
  private static String printedPolicy() {
    return Pattern.compile("-s 'passwordPolicy=([^']+)'")
        .matcher(Page.of("docs/configuration.md").text())
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }
}
