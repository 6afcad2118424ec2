package io.authservice.keycloak.token.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Browser;
import io.authservice.keycloak.testing.Mailbox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The doors beside the API by which the tokens of {@code /api/token/} end. */
@WithTestServer
class SessionDoorsIT {

  private static final String CLIENT = "auth-service-api";
  private static final String NEW_PASSWORD = "N3w-pass-phrase!";

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;

  SessionDoorsIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @Test
  void nativeLogout() {
    User user = api.user();

    post("/logout", Map.of("client_id", CLIENT, "refresh_token", user.refresh()), 204);

    assertDead(user);
  }

  @Test
  void nativeRevocation() {
    User user = api.user();

    post("/revoke", Map.of("client_id", CLIENT, "token", user.refresh()), 200);

    assertDead(user);
  }

  @Test
  void aPasswordResetByAnAdministrator() {
    User user = api.user();
    String id = admin.id(user.username());

    admin
        .request()
        .body(AdminApi.password(NEW_PASSWORD, false))
        .put(admin.path("/users/" + id + "/reset-password"))
        .then()
        .statusCode(204);

    assertDead(user);
    api.obtain(user.username(), NEW_PASSWORD).then().statusCode(200);
  }

  @Test
  void aPasswordThatAnAdministratorTakesAway() {
    User user = api.user();
    String id = admin.id(user.username());

    admin
        .request()
        .body(List.of("password"))
        .put(admin.path("/users/" + id + "/disable-credential-types"))
        .then()
        .statusCode(204);

    assertDead(user);
  }

  @Test
  void anAdministratorWhoResetsItsOwnPasswordStaysIn() {
    User staff = api.staff();
    User elsewhere = api.loggedIn(staff.id(), staff.username(), staff.password());
    String here = admin.adminToken(staff);
    String path = admin.path("/users/" + admin.id(staff.username()));

    admin
        .as(here)
        .body(AdminApi.password(NEW_PASSWORD, false))
        .put(path + "/reset-password")
        .then()
        .statusCode(204);

    assertDead(elsewhere);
    assertDead(staff);
    admin.as(here).get(path).then().statusCode(200);
  }

  @Test
  void aDeactivationByAnAdministrator() {
    User user = api.user();
    String id = admin.id(user.username());

    admin.change(id, "enabled", false);
    assertDead(user);

    admin.change(id, "enabled", true);
    assertDead(user);
    api.obtain(user.username(), user.password()).then().statusCode(200);
  }

  @Test
  void aDeletionByAnAdministrator() {
    User user = api.user();
    String id = admin.id(user.username());

    admin.request().delete(admin.path("/users/" + id)).then().statusCode(204);

    assertDead(user);
  }

  @Test
  void aLockOutForGood() {
    Map<String, Object> before =
        admin.configure(
            Map.of("permanentLockout", true, "maxTemporaryLockouts", 0, "failureFactor", 3));
    User user = api.user();
    String id = admin.id(user.username());
    try {
      admin.lockOut(user.username());
    } finally {
      admin.configure(before);
    }
    assertThat(admin.user(id)).containsEntry("enabled", false);

    admin.change(id, "enabled", true);

    assertDead(user);
  }

  @Test
  void anAccountPageKeepsTheSessionItIsSetIn() {
    User user = api.user();
    String clientId = admin.client(Map.of());
    Browser browser = login(clientId, user);

    browser
        .open(page(clientId) + "&kc_action=UPDATE_PASSWORD")
        .submit(Map.of("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD));

    assertThat(browser.address().toString()).contains("kc_action_status=success");
    assertDead(user);
    browser.open(page(clientId));
    assertThat(browser.address().toString()).as("still logged in").contains("code=");
    api.obtain(user.username(), NEW_PASSWORD).then().statusCode(200);
  }

  @Test
  void aPasswordThatHadToBeChangedAtTheLogin() {
    User user = api.user();
    String clientId = admin.client(Map.of());
    admin.change(admin.id(user.username()), "requiredActions", List.of("UPDATE_PASSWORD"));

    Browser browser = login(clientId, user);
    api.as(user).get("/auth/me/").then().statusCode(200);
    browser.submit(Map.of("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD));

    assertThat(browser.address().toString()).contains("code=");
    assertDead(user);
    browser.open(page(clientId));
    assertThat(browser.address().toString()).as("still logged in").contains("code=");
  }

  @Test
  void aForgottenPasswordThatIsSetByMail() {
    User user = api.user();
    String clientId = admin.client(Map.of());
    try (Mailbox mailbox = Mailbox.open()) {
      Map<String, Object> before =
          admin.configure(Map.of("resetPasswordAllowed", true, "smtpServer", mailbox.server()));
      try {
        Browser browser = new Browser(server.baseUrl());
        browser
            .open(page(clientId).replace("/auth?", "/forgot-credentials?"))
            .submit(Map.of("username", user.username()));
        browser
            .open(mailbox.link())
            .submit(Map.of("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD));
      } finally {
        admin.configure(before);
      }
    }

    assertDead(user);
    api.obtain(user.username(), NEW_PASSWORD).then().statusCode(200);
  }

  @Test
  void aHashThatIsUpgradedEndsNothing() {
    User user = api.user();
    admin.configureStorage("passwordIterations", "2000");
    try {
      api.obtain(user.username(), user.password()).then().statusCode(200);
      api.obtain(user.username(), user.password()).then().statusCode(200);
    } finally {
      admin.configureStorage("passwordIterations", null);
    }

    api.as(user).get("/auth/me/").then().statusCode(200);
    api.refresh(user.refresh()).then().statusCode(200);
  }

  private void post(String endpoint, Map<String, String> form, int status) {
    api.anonymous()
        .formParams(form)
        .post("/realms/" + server.realm() + "/protocol/openid-connect" + endpoint)
        .then()
        .statusCode(status);
  }

  private String page(String clientId) {
    return "%s/realms/%s/protocol/openid-connect/auth?client_id=%s&redirect_uri=%s&response_type=code&scope=openid"
        .formatted(server.baseUrl(), server.realm(), clientId, AdminApi.REDIRECT);
  }

  private Browser login(String clientId, User user) {
    return new Browser(server.baseUrl())
        .open(page(clientId))
        .submit(Map.of("username", user.username(), "password", user.password()));
  }

  private void assertDead(User user) {
    api.as(user).get("/auth/me/").then().statusCode(401);
    api.refresh(user.refresh()).then().statusCode(401);
    api.anonymous()
        .formParam("token", user.refresh())
        .post("/api/token/verify/")
        .then()
        .statusCode(401)
        .body("code", equalTo("token_not_valid"));
  }
}
