package io.authservice.keycloak.api.tokens;

import static io.authservice.keycloak.testing.TokenAnswers.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/token/verify/}. */
@Tag("contract")
@WithTestServer
class TokenVerifyIT {

  private static final String VERIFY = "/api/token/verify/";

  private final TestServer server;
  private final Api api;

  TokenVerifyIT(TestServer server) {
    this.server = server;
    api = new Api(server);
  }

  private Response verify(String token) {
    return post("{\"token\": \"%s\"}".formatted(token));
  }

  private Response post(String body) {
    return api.anonymous().contentType(ContentType.JSON).body(body).post(VERIFY);
  }

  @Test
  void passesBothTokensOfALogin() {
    User user = api.user();

    for (String token : new String[] {user.access(), user.refresh(), " " + user.refresh()}) {
      Response response = verify(token);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.asString()).isEqualTo("{}");
      assertThat(response.header("Allow")).isEqualTo("POST, OPTIONS");
    }
  }

  @Test
  void usesUpNothing() {
    User user = api.user();

    for (int turn = 0; turn < 3; turn++) {
      verify(user.refresh()).then().statusCode(200);
    }
    api.refresh(user.refresh()).then().statusCode(200);
    api.as(user).get("/auth/me/").then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "a.b.c", "..", "e30.e30.e30"})
  void refusesGarbage(String token) {
    assertRefused(verify(token), "Token is invalid");
  }

  @Test
  void refusesWhatWasTamperedWith() {
    User user = api.user();

    for (Jwt token : new Jwt[] {Jwt.of(user.access()), Jwt.of(user.refresh())}) {
      assertRefused(verify(token.withAlteredSignature()), "Token is invalid");
      assertRefused(verify(token.withoutSignature()), "Token is invalid");
      assertRefused(verify(token.unsigned("none")), "Token is invalid");
      assertRefused(verify(token.with("exp", 4_102_444_800L)), "Token is invalid");
    }
  }

  @Test
  void refusesTheTokensOfUsersWhoAreGone() {
    for (User user : new User[] {api.disabled(), api.deleted()}) {
      assertRefused(verify(user.access()), "Token is invalid");
      assertRefused(verify(user.refresh()), "Token is invalid");
    }
  }

  @Test
  void refusesTheTokensOfASessionThatEnded() {
    User user = api.user();
    api.anonymous()
        .formParam("client_id", "auth-service-api")
        .formParam("refresh_token", user.refresh())
        .post("/realms/" + server.realm() + "/protocol/openid-connect/logout")
        .then()
        .statusCode(204);

    assertRefused(verify(user.access()), "Token is invalid");
    assertRefused(verify(user.refresh()), "Token is invalid");
  }

  @Test
  void saysThatABlacklistedTokenIs() {
    User user = api.user();
    api.anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of("refresh", user.refresh()))
        .post("/api/token/blacklist/")
        .then()
        .statusCode(200);

    Response response = verify(user.refresh());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.asString()).isEqualTo("{\"non_field_errors\":[\"Token is blacklisted\"]}");
    verify(user.access()).then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | {"token":["This field is required."]}
          {"refresh": "x"} | {"token":["This field is required."]}
          {"token": ""} | {"token":["This field may not be blank."]}
          {"token": null} | {"token":["This field may not be null."]}
          {"token": []} | {"token":["Not a valid string."]}
          {"token": "a\\u0000"} | {"token":["Null characters are not allowed."]}
          ["x"] | {"non_field_errors":["Invalid data. Expected a dictionary, but got list."]}
          null | {"non_field_errors":["No data provided"]}
          """)
  void saysWhatIsWrongWithTheField(String body, String errors) {
    Response response = post(body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.asString()).isEqualTo(errors);
  }

  @Test
  void readsFormsAsWell() {
    User user = api.user();

    api.anonymous()
        .contentType("application/x-www-form-urlencoded")
        .body("token=" + user.access())
        .post(VERIFY)
        .then()
        .statusCode(200);
    api.anonymous().multiPart("token", user.refresh()).post(VERIFY).then().statusCode(200);
  }

  @Test
  void isServedBelowTheRealmAsWell() {
    api.anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of("token", api.user().access()))
        .post("/realms/" + server.realm() + "/auth-service" + VERIFY)
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE"})
  void takesNothingButPost(String method) {
    api.anonymous()
        .request(method, VERIFY)
        .then()
        .statusCode(405)
        .header("Allow", "POST, OPTIONS")
        .body("detail", equalTo("Method \"" + method + "\" not allowed."));
  }

  @Test
  void describesItself() {
    Response response = api.anonymous().options(VERIFY);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asString())
        .startsWith(
            """
            {"name":"Token Verify","description":"Takes a token and indicates if it is valid.  This\
             view provides no\\ninformation about a token's fitness for a particular use.",""")
        .endsWith(
            """
            "actions":{"POST":{"token":{"type":"string","required":true,"read_only":false,\
            "label":"Token"}}}}""");
  }
}
