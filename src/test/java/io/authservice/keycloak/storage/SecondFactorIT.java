package io.authservice.keycloak.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import io.authservice.keycloak.contract.Api;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A one-time password, which Keycloak keeps beside Django's tables. */
@WithTestServer
class SecondFactorIT {
  private static final String USUAL =
      "{\"detail\":\"No active account found with the given credentials\"}";
  private static final String REQUIRED =
      "{\"detail\":\"A one-time code is required.\",\"code\":\"otp_required\"}";
  private static final String INVALID =
      "{\"detail\":\"The one-time code is not valid.\",\"code\":\"otp_invalid\"}";

  private final Api api;
  private final AdminApi admin;

  SecondFactorIT(TestServer server) {
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @Test
  void itIsAskedForUntilItIsTakenAway() {
    String name = Api.newName();
    String id = userWithOneTimePassword(name);

    assertRefused(api.obtain(name, Api.PASSWORD), REQUIRED);
    login(name, OneTimePassword.code()).then().statusCode(200);

    String credentials = admin.path("/users/" + id + "/credentials");
    String otp =
        admin
            .request()
            .get(credentials)
            .then()
            .body("type", hasItem("otp"))
            .extract()
            .path("find { it.type == 'otp' }.id");
    admin.request().delete(credentials + "/" + otp).then().statusCode(204);

    api.obtain(name, Api.PASSWORD).then().statusCode(200);
  }

  @Test
  void aWrongCodeIsToldFromAMissingOne() {
    String name = Api.newName();
    userWithOneTimePassword(name);
    String wrong = OneTimePassword.code().equals("000000") ? "000001" : "000000";

    assertRefused(login(name, wrong), INVALID);
    assertRefused(login(name, "no digits"), INVALID);
    assertRefused(login(name, "  "), REQUIRED);
  }

  @Test
  void aCodeIsGoodForOneLogin() {
    String name = Api.newName();
    userWithOneTimePassword(name);
    String code = OneTimePassword.code();
    login(name, code).then().statusCode(200);

    assertRefused(login(name, code), INVALID);
  }

  @Test
  void nobodyLearnsOfItWithoutTheRightPassword() {
    String name = Api.newName();
    userWithOneTimePassword(name);

    assertRefused(api.obtain(name, "wrong"), USUAL);
    assertRefused(login(name, "wrong", OneTimePassword.code()), USUAL);
    assertRefused(login(name, "wrong", "000000"), USUAL);
  }

  @Test
  void nobodyLearnsOfItWhileTheUserIsDisabled() {
    String name = Api.newName();
    String id = userWithOneTimePassword(name);
    admin.change(id, "enabled", false);

    assertRefused(api.obtain(name, Api.PASSWORD), USUAL);
    assertRefused(login(name, OneTimePassword.code()), USUAL);
    assertRefused(login(name, "000000"), USUAL);
  }

  @Test
  void nobodyLearnsOfItWhileTheUserIsLockedOut() {
    String name = Api.newName();
    userWithOneTimePassword(name);
    admin.lockOut(name);

    assertRefused(api.obtain(name, Api.PASSWORD), USUAL);
    assertRefused(login(name, OneTimePassword.code()), USUAL);
  }

  @Test
  void aUserWithoutOneMaySendAnything() {
    String name = Api.newName();
    admin.create(name, Map.of());

    login(name, "000000").then().statusCode(200);
  }

  private static void assertRefused(Response response, String body) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.asString()).isEqualTo(body);
    assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
  }

  private Response login(String name, String code) {
    return login(name, Api.PASSWORD, code);
  }

  private Response login(String name, String password, String code) {
    return api.anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of("username", name, "password", password, "totp", code))
        .post("/api/token/");
  }

  private String userWithOneTimePassword(String name) {
    return admin.create(
        name,
        Map.of(
            "credentials",
            List.of(AdminApi.password(Api.PASSWORD, false), OneTimePassword.credential())));
  }
}
