package io.authservice.keycloak.token.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;

import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.OneTimePassword;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Second factors, which Keycloak keeps beside Django's tables. */
@WithTestServer
class SecondFactorIT {
  private static final String USUAL =
      "{\"detail\":\"No active account found with the given credentials\"}";
  private static final String REQUIRED =
      "{\"detail\":\"A one-time code is required.\",\"code\":\"otp_required\"}";
  private static final String INVALID =
      "{\"detail\":\"The one-time code is not valid.\",\"code\":\"otp_invalid\"}";

  private static final String CLIENT = "second-factor";

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;

  SecondFactorIT(TestServer server) {
    this.server = server;
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

  private static String browserOnly(String type, String code) {
    return "{\"detail\":\"A second factor is required that only a login with a browser can ask"
        + " for.\",\"code\":\""
        + code
        + "\",\"second_factors\":[\""
        + type
        + "\"]}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"recovery-authn-codes", "webauthn"})
  void aPasswordDoesNotStandInForAFactorThatOnlyABrowserAsksFor(String type) {
    String name = Api.newName();
    String id = userWith(name, credential(type));

    assertRefused(api.obtain(name, Api.PASSWORD), browserOnly(type, "otp_required"));
    assertRefused(login(name, "000000"), browserOnly(type, "otp_invalid"));
    assertRefused(api.obtain(name, "wrong"), USUAL);
    assertRefused(login(name, "wrong", "000000"), USUAL);
    assertThat(admin.request().get(admin.path("/users/" + id + "/sessions")).<List<?>>path("$"))
        .isEmpty();
    try (RealmClients clients = new RealmClients(server)) {
      clients.make(CLIENT, true, "directAccessGrantsEnabled");
      assertThat(oauth2(name).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void itCountsAsAFailedLogin() {
    String name = Api.newName();
    String id = userWith(name, credential("webauthn"));

    assertRefused(api.obtain(name, Api.PASSWORD), browserOnly("webauthn", "otp_required"));

    Map<String, Object> event =
        admin.request().queryParam("user", id).get(admin.path("/events")).path("[0]");
    assertThat(event)
        .containsEntry("type", "LOGIN_ERROR")
        .containsEntry("error", "invalid_user_credentials");
    await()
        .untilAsserted(
            () ->
                admin
                    .request()
                    .get(admin.path("/attack-detection/brute-force/users/" + id))
                    .then()
                    .body("numFailures", equalTo(1)));
  }

  @Test
  void aOneTimePasswordStandsInForTheOthers() {
    String name = Api.newName();
    userWith(name, OneTimePassword.credential(), credential("recovery-authn-codes"));

    assertRefused(api.obtain(name, Api.PASSWORD), REQUIRED);
    login(name, OneTimePassword.code()).then().statusCode(200);
  }

  /** Which is another way in, unless the login demands it. */
  @Test
  void aPasskeyStandsInTheWayWhereTheBrowserAsksForItAsWell() {
    String name = Api.newName();
    userWith(name, credential("webauthn-passwordless"));
    api.obtain(name, Api.PASSWORD).then().statusCode(200);

    try (RealmClients clients = new RealmClients(server)) {
      clients.make(CLIENT, true, "directAccessGrantsEnabled");
      assertThat(oauth2(name).statusCode()).isEqualTo(200);

      clients.make(
          CLIENT,
          true,
          "directAccessGrantsEnabled",
          Map.of(
              "authenticationFlowBindingOverrides", Map.of("browser", flowThatDemandsAPasskey())));
      assertThat(oauth2(name).statusCode()).isEqualTo(400);
      String other = Api.newName();
      userWith(other);
      assertThat(oauth2(other).statusCode()).isEqualTo(200);
    }
  }

  private String flowThatDemandsAPasskey() {
    String flow = "passkey-" + Api.newName();
    admin
        .request()
        .body(Map.of("newName", flow))
        .post(admin.path("/authentication/flows/browser/copy"))
        .then()
        .statusCode(201);
    String executions = admin.path("/authentication/flows/" + flow + "/executions");
    String forms = flow + " forms";
    admin
        .request()
        .body(Map.of("provider", "webauthn-authenticator-passwordless"))
        .post(admin.path("/authentication/flows/" + forms + "/executions/execution"))
        .then()
        .statusCode(201);
    Map<String, Object> added =
        new HashMap<>(
            admin
                .request()
                .get(executions)
                .<Map<String, Object>>path(
                    "find { it.providerId == 'webauthn-authenticator-passwordless' }"));
    added.put("requirement", "REQUIRED");
    admin.request().body(added).put(executions).then().statusCode(lessThan(300));
    return admin
        .request()
        .get(admin.path("/authentication/flows"))
        .path("find { it.alias == '" + flow + "' }.id");
  }

  private Response oauth2(String name) {
    return RestAssured.given()
        .auth()
        .preemptive()
        .basic(CLIENT, RealmClients.SECRET)
        .contentType(ContentType.URLENC)
        .formParam("grant_type", "password")
        .formParam("username", name)
        .formParam("password", Api.PASSWORD)
        .post(server.baseUrl() + "/o/token/");
  }

  private String userWith(String name, Map<?, ?>... credentials) {
    return admin.create(
        name,
        Map.of(
            "credentials",
            Stream.concat(Stream.of(AdminApi.password(Api.PASSWORD, false)), Stream.of(credentials))
                .toList()));
  }

  /** As the Admin API takes it; nothing is ever checked against it. */
  private static Map<String, Object> credential(String type) {
    return type.startsWith("webauthn")
        ? Map.of(
            "type",
            type,
            "userLabel",
            "key",
            "secretData",
            "{}",
            "credentialData",
            "{\"aaguid\":\"00000000-0000-0000-0000-000000000000\",\"credentialId\":\"AAAA\","
                + "\"counter\":0,\"attestationStatementFormat\":\"none\","
                + "\"credentialPublicKey\":\"AAAA\",\"transports\":[]}")
        : Map.of(
            "type",
            type,
            "secretData",
            "{\"codes\":[{\"number\":1,\"encodedHashedValue\":\"AAAA\"}]}",
            "credentialData",
            "{\"hashIterations\":1,\"algorithm\":\"RS512\",\"totalCodes\":1,"
                + "\"remainingCodes\":1}");
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
