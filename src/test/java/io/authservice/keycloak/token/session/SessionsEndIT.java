package io.authservice.keycloak.token.session;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a new password and a deactivation do to tokens that are already out. */
@Tag("contract")
@WithTestServer
class SessionsEndIT {
  private static final String NEW_PASSWORD = "N3w-pass-phrase!";

  private final Api api;

  SessionsEndIT(TestServer server) {
    api = new Api(server);
  }

  @Test
  void aNewPasswordEndsAllSessionsButTheOneItWasSetIn() {
    User here = api.user();
    User elsewhere = api.loggedIn(here.id(), here.username(), here.password());

    change(here, here, Map.of("password", NEW_PASSWORD));

    assertDead(elsewhere);
    api.as(here).get("/auth/me/").then().statusCode(200);
    api.obtain(here.username(), here.password()).then().statusCode(401);
    api.obtain(here.username(), NEW_PASSWORD).then().statusCode(200);
  }

  @Test
  void aPasswordSetByStaffEndsAllSessions() {
    User user = api.user();

    change(api.staff(), user, Map.of("password", NEW_PASSWORD));

    assertDead(user);
    api.obtain(user.username(), NEW_PASSWORD).then().statusCode(200);
  }

  @Test
  void aChangeOfNamesEndsNothing() {
    User user = api.user();

    change(api.staff(), user, Map.of("first_name", "Other"));

    api.as(user).get("/auth/me/").then().statusCode(200);
    api.refresh(user.refresh()).then().statusCode(200);
  }

  @Test
  void whoIsActiveAgainHasToLogInAgain() {
    User user = api.user();
    User staff = api.staff();

    change(staff, user, Map.of("is_active", false));
    change(staff, user, Map.of("is_active", true));

    assertDead(user);
    api.obtain(user.username(), user.password()).then().statusCode(200);
  }

  @Test
  void aStoredHashIsAPasswordLikeAnyOther() {
    User user = api.user();
    String hash = "md5$salt$0123456789abcdef0123456789abcdef";

    change(user, user, Map.of("password", hash));

    api.obtain(user.username(), hash).then().statusCode(200);
  }

  private void change(User caller, User target, Map<String, Object> fields) {
    api.as(caller)
        .contentType(ContentType.JSON)
        .body(fields)
        .patch(target.path())
        .then()
        .statusCode(200);
  }

  private void assertDead(User user) {
    api.as(user).get("/auth/me/").then().statusCode(401);
    api.refresh(user.refresh()).then().statusCode(401);
  }
}
