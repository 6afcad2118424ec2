package io.authservice.keycloak.http.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.PathTricks;
import io.authservice.keycloak.testing.RawHttp;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths of the server are the API's, and which stay Keycloak's. */
@Tag("contract")
@WithTestServer
class ServerPathsIT {

  private final TestServer server;
  private final Api api;
  private final String mount;

  ServerPathsIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    mount = "/realms/" + server.realm() + "/auth-service";
  }

  @Nested
  class BothAddresses {

    @ParameterizedTest
    @CsvSource({
      "GET, /api/users/",
      "HEAD, /api/users/",
      "OPTIONS, /api/users/",
      "POST, /api/users/",
      "PUT, /api/users/",
      "PROPFIND, /api/users/",
      "GET, /api/users/{id}/",
      "GET, /api/users/0/",
      "GET, /api/users/abc/",
      "PATCH, /api/users/{id}/",
      "PUT, /api/users/{id}/",
      "GET, /auth/me/",
      "GET, /api/auth/me/",
      "POST, /auth/me/",
      "GET, /api/token/",
      "POST, /api/token/",
      "POST, /api/token/refresh/",
      "OPTIONS, /api/token/refresh/",
      "GET, /api/nothing/"
    })
    void answerAlike(String method, String path) {
      User user = api.user();
      String target = path.replace("{id}", Long.toString(user.id()));

      Response atRoot = sent(user, method, target);
      Response atRealm = sent(user, method, mount + target);

      assertThat(atRealm.statusCode()).isEqualTo(atRoot.statusCode());
      assertThat(atRealm.asString()).isEqualTo(atRoot.asString());
      for (String header :
          new String[] {"Content-Type", "Allow", "Vary", "WWW-Authenticate", "X-Frame-Options"}) {
        assertThat(atRealm.header(header)).as(header).isEqualTo(atRoot.header(header));
      }
    }

    private Response sent(User user, String method, String target) {
      RequestSpecification request = api.as(user);
      boolean withBody = method.startsWith("P") && !method.equals("PROPFIND");
      return withBody
          ? request.contentType(ContentType.JSON).body("{}").request(method, target)
          : request.request(method, target);
    }

    @Test
    void takeRegistrationsAndLogins() {
      String name = Api.newName();
      api.anonymous()
          .contentType(ContentType.JSON)
          .body(Api.form(name))
          .post(mount + "/api/users/")
          .then()
          .statusCode(201);

      String access =
          api.anonymous()
              .contentType("application/x-www-form-urlencoded")
              .body("username=" + name + "&password=" + Api.PASSWORD)
              .post(mount + "/api/token/")
              .then()
              .statusCode(200)
              .extract()
              .path("access");
      api.as(access).get(mount + "/auth/me/").then().body("username", equalTo(name));
      api.as(access).get("/auth/me/").then().body("username", equalTo(name));
    }

    @Test
    void redirectToThemselves() {
      assertThat(api.anonymous().get(mount + "/api/users").header("Location"))
          .endsWith(mount + "/api/users/");
    }

    @Test
    void areNotServedInAnotherRealm() {
      User user = api.user();

      api.as(user).get("/realms/master/auth-service/auth/me/").then().statusCode(503);
      api.as(user).get("/realms/no-such-realm/auth-service/auth/me/").then().statusCode(404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/../admin/",
        "/api/users/../../admin/",
        "/api/users/..;/..;/admin/",
        "/api/%2e%2e/admin/",
        "/api/%2E%2E%2Fadmin/",
        "/api/users/%2e%2e/%2e%2e/admin/",
        "/api/%252e%252e/admin/",
        "/api/..%2f..%2fadmin/",
        "/api/..%5c..%5cadmin/",
        "/api/..\\..\\admin/",
        "/auth/me/../../admin/",
        "/auth/me/%2e%2e/%2e%2e/admin/",
        "/auth/me;x=1/",
        "/api/users;/",
        "/api/users/1;x/",
        "/api/users%2f",
        "/api%2fusers/",
        "/api/users/1%2F/",
        "/api/users/%00/",
        "/api/users/%zz/",
        "/api/users/%",
        "/api//users/",
        "/api/users//",
        "/api/./users/",
        "/api/users/./",
        "//api/users/",
        "/api/users/1/../1/",
        "/api/%c0%ae%c0%ae/admin/",
        "/api/users/\u00e9/",
        "/realms/master/auth-service/../../admin/",
        "/api/token/../users/"
      })
  void noSpellingOfAPathLeadsAnywhereElse(String target) {
    assumeTrue(server.baseUrl().startsWith("http:"), "raw requests are written to plain HTTP only");
    User superuser = api.superuser();

    RawHttp.Answer answer =
        new RawHttp(server.baseUrl()).get(target, "Authorization: Bearer " + superuser.access());

    assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
    assertThat(answer.headers()).doesNotContainIgnoringCase("\r\nlocation:");
    assertThat(answer.body()).doesNotContainIgnoringCase("<html");
    // What is no request target at all is refused before it has a form of answer.
    if (!answer.body().isEmpty()) {
      assertThat(answer.headers().toLowerCase(Locale.ROOT))
          .contains("content-type: application/json");
    }
  }

  @ParameterizedTest
  @MethodSource("io.authservice.keycloak.testing.PathTricks#waysUp")
  void noWayUpLeadsOutOfTheApi(String up) {
    assumeTrue(server.baseUrl().startsWith("http:"), "raw requests are written to plain HTTP only");
    RawHttp raw = new RawHttp(server.baseUrl());

    assertThat(PathTricks.targets(up, server.realm()))
        .allSatisfy(
            target -> {
              RawHttp.Answer answer = raw.get(target);
              assertThat(answer.status()).as(target + answer).isIn(400, 404);
              assertThat(answer.body()).doesNotContainIgnoringCase("<html");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "GET, *, 404",
    "OPTIONS, *, 404",
    "GET, admin/, 404",
    "GET, http://elsewhere.example/api/../admin/, 404",
    "GET, http://elsewhere.example/api/nothing/, 404",
    "GET, http://elsewhere.example/auth/me/, 401",
    "GET, /api/users/%D9%A1/, 404",
    "GET, /api/users/%EF%BC%91/, 404",
    "GET, /o/applications/%D9%A1/, 404",
    "GET, /api/users/?/../../admin/, 401",
    "GET, /api/nothing/?path=/admin/, 404",
    "GET, /api/users/#/../../admin/, 404"
  })
  void aTargetIsReadInNoOtherWay(String method, String target, int status) {
    assumeTrue(server.baseUrl().startsWith("http:"), "raw requests are written to plain HTTP only");

    RawHttp.Answer answer = new RawHttp(server.baseUrl()).send(method, target);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.headers()).doesNotContainIgnoringCase("\r\nlocation:");
  }

  /** What the routing notes down for the API, a client must not be able to say. */
  @Nested
  class NotesOfTheRouting {

    @ParameterizedTest
    @ValueSource(strings = {"", "/realms/{realm}/auth-service"})
    void aboutThePathAreNotBelieved(String address) {
      RawHttp.Answer answer =
          sent(address + "/auth/me", "X-Auth-Service-Path: //evil.example/auth/me");

      assertThat(answer.status()).isEqualTo(301);
      assertThat(answer.headers()).doesNotContain("evil.example").contains("/auth/me/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/realms/{realm}/auth-service"})
    void aboutTheMethodAreNotBelieved(String address) {
      User user = api.user();

      RawHttp.Answer answer =
          sent(
              address + user.path(),
              "x-auth-service-method: DELETE",
              "Authorization: Bearer " + user.access());

      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      api.as(user).get("/auth/me/").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/realms/{realm}/auth-service"})
    void aboutTheMediaTypeAreNotBelieved(String address) {
      Response response =
          api.anonymous()
              .header("X-Auth-Service-Content-Type", "application/x-www-form-urlencoded")
              .contentType(ContentType.JSON)
              .body("{\"username\": \"\"}")
              .post(address.replace("{realm}", server.realm()) + "/api/token/");

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.asString()).contains("This field may not be blank.");
    }

    private RawHttp.Answer sent(String target, String... headers) {
      assumeTrue(
          server.baseUrl().startsWith("http:"), "raw requests are written to plain HTTP only");
      return new RawHttp(server.baseUrl()).get(target.replace("{realm}", server.realm()), headers);
    }
  }

  @Test
  void aPathBeyondAllMeasureIsRefused() {
    assumeTrue(server.baseUrl().startsWith("http:"), "raw requests are written to plain HTTP only");
    RawHttp raw = new RawHttp(server.baseUrl());

    assertThat(raw.get("/api/users/" + "1".repeat(2_000) + "x/").status()).isEqualTo(404);
    assertThat(raw.get("/api/users/" + "1".repeat(100_000) + "/").status()).isEqualTo(414);
    assertThat(raw.get("/auth/me/").status()).isEqualTo(401);
  }

  @Nested
  class KeycloaksOwnPaths {

    @Test
    void stayKeycloaks() {
      api.anonymous()
          .get("/realms/" + server.realm())
          .then()
          .statusCode(200)
          .body("realm", equalTo(server.realm()));
      api.anonymous()
          .get("/realms/" + server.realm() + "/.well-known/openid-configuration")
          .then()
          .statusCode(200)
          .body("issuer", equalTo(server.baseUrl() + "/realms/" + server.realm()));
      api.anonymous()
          .get("/admin/" + server.realm() + "/console/")
          .then()
          .statusCode(200)
          .contentType(ContentType.HTML);
      api.anonymous().get("/admin/realms/" + server.realm() + "/users").then().statusCode(401);
    }

    @Test
    void readFormsStill() {
      User user = api.user();

      api.anonymous()
          .formParams(
              Map.of(
                  "grant_type",
                  "password",
                  "client_id",
                  "auth-service-api",
                  "username",
                  user.username(),
                  "password",
                  user.password()))
          .post("/realms/" + server.realm() + "/protocol/openid-connect/token")
          .then()
          .statusCode(200)
          .body("token_type", equalTo("Bearer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere/", "/apis/", "/auth/", "/auth/you/", "/resources/none"})
    void thatAreNobodysAreNotFound(String path) {
      api.anonymous().get(path).then().statusCode(404);
    }

    @Test
    void belowThoseOfTheApiDoNotExist() {
      Response response = api.anonymous().get("/api/nowhere/");

      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.asString()).isEqualTo("{\"detail\":\"Not found.\"}");
    }
  }
}
