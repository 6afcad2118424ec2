package io.authservice.keycloak.api.tokens;

import static io.authservice.keycloak.testing.TokenAnswers.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/token/} and {@code /api/token/refresh/}. */
@Tag("contract")
@WithTestServer
class TokenIT {

  private static final String OBTAIN = "/api/token/";
  private static final String REFRESH = "/api/token/refresh/";
  private static final String CHALLENGE = "Bearer realm=\"api\"";

  private final Api api;

  TokenIT(TestServer server) {
    api = new Api(server);
  }

  private Response post(String path, String body) {
    return api.anonymous().contentType(ContentType.JSON).body(body).post(path);
  }

  @Nested
  class Obtaining {

    @Test
    void givesAPairOfTokens() {
      User user = api.user();

      Response response = api.obtain(user.username(), user.password());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.asString())
          .matches("\\{\"refresh\":\"[\\w-]+\\.[\\w-]+\\.[\\w-]+\",\"access\":\"[\\w.-]+\"}");
      assertThat(response.contentType()).isEqualTo("application/json");
      assertThat(response.header("Allow")).isEqualTo("POST, OPTIONS");
      assertThat(response.header("Vary")).isEqualTo("Accept, Origin");
      assertThat(response.header("Set-Cookie")).isNull();
    }

    @Test
    void tokensCarryTheClaimsOfSimpleJwt() {
      User user = api.user();
      Jwt access = Jwt.of(user.access());
      Jwt refresh = Jwt.of(user.refresh());

      assertThat(access.claims().path("user_id").isTextual()).isTrue();
      assertThat(access.claim("user_id")).isEqualTo(Long.toString(user.id()));
      assertThat(access.claim("token_type")).isEqualTo("access");
      assertThat(access.claim("jti")).isNotBlank();
      assertLifetime(access, 300);
      assertThat(refresh.claim("user_id")).isEqualTo(Long.toString(user.id()));
      assertThat(refresh.claim("token_type")).isEqualTo("refresh");
      assertThat(refresh.claim("jti")).isNotBlank().isNotEqualTo(access.claim("jti"));
      assertLifetime(refresh, 86_400);
    }

    private void assertLifetime(Jwt token, long seconds) {
      long issued = token.claims().path("iat").asLong();
      assertThat(issued).isCloseTo(Instant.now().getEpochSecond(), within(30L));
      assertThat(token.claims().path("exp").asLong() - issued).isEqualTo(seconds);
    }

    @Test
    void isRefusedInTheSameWordsWhateverIsWrong() {
      User user = api.user();
      User disabled = api.disabled();
      User deleted = api.deleted();
      String refusal = "{\"detail\":\"No active account found with the given credentials\"}";

      for (Response response :
          new Response[] {
            api.obtain(user.username(), "wrong"),
            api.obtain(Api.newName(), user.password()),
            api.obtain(disabled.username(), disabled.password()),
            api.obtain(disabled.username(), "wrong"),
            api.obtain(deleted.username(), deleted.password()),
            api.obtain(user.username() + "@example.com", user.password()),
            api.obtain("*", user.password()),
            api.obtain("'; drop table users_user; --", user.password())
          }) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.asString()).isEqualTo(refusal);
        assertThat(response.header("WWW-Authenticate")).isEqualTo(CHALLENGE);
      }
    }

    @Test
    void takesTheNameOnlyAsItWasSpelled() {
      User user = api.user(Api.newName() + "MiXed");

      api.obtain(user.username(), user.password()).then().statusCode(200);
      api.obtain(user.username().toLowerCase(Locale.ROOT), user.password()).then().statusCode(401);
      api.obtain(user.username().toUpperCase(Locale.ROOT), user.password()).then().statusCode(401);
    }

    @Test
    void takesThePasswordOnlyAsItWasSpelled() {
      User user = api.user();

      api.obtain(user.username(), user.password().toUpperCase(Locale.ROOT)).then().statusCode(401);
    }

    @Test
    void stripsSpaceAroundBoth() {
      User user = api.user();

      api.obtain("  " + user.username() + " ", " " + user.password() + " ").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {} | {"username":["This field is required."],"password":["This field is required."]}
            '' | {"username":["This field is required."],"password":["This field is required."]}
            {"username": "", "password": ""} | {"username":["This field may not be blank."],"password":["This field may not be blank."]}
            {"username": "a"} | {"password":["This field is required."]}
            {"password": "a"} | {"username":["This field is required."]}
            {"email": "a@b.de", "password": "a"} | {"username":["This field is required."]}
            {"username": null, "password": null} | {"username":["This field may not be null."],"password":["This field may not be null."]}
            {"username": ["a"], "password": {"a": 1}} | {"username":["Not a valid string."],"password":["Not a valid string."]}
            {"username": true, "password": "a"} | {"username":["Not a valid string."]}
            {"username": "a", "password": "b\\u0000"} | {"password":["Null characters are not allowed."]}
            [] | {"non_field_errors":["Invalid data. Expected a dictionary, but got list."]}
            "abc" | {"non_field_errors":["Invalid data. Expected a dictionary, but got str."]}
            null | {"non_field_errors":["No data provided"]}
            """)
    void saysWhatIsWrongWithEachField(String body, String errors) {
      Response response = post(OBTAIN, body);

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.asString()).isEqualTo(errors);
    }

    @Test
    void readsFormsAsWell() {
      User user = api.user();

      api.anonymous()
          .contentType("application/x-www-form-urlencoded")
          .body("username=" + user.username() + "&password=" + user.password())
          .post(OBTAIN)
          .then()
          .statusCode(200);
      api.anonymous()
          .multiPart("username", user.username())
          .multiPart("password", user.password())
          .post(OBTAIN)
          .then()
          .statusCode(200);
    }

    @Test
    void looksAtNoCredentialsButTheBodys() {
      User user = api.user();

      api.as(api.disabled())
          .contentType(ContentType.JSON)
          .body(Map.of("username", user.username(), "password", user.password()))
          .post(OBTAIN)
          .then()
          .statusCode(200);
      api.anonymous()
          .auth()
          .preemptive()
          .basic(user.username(), user.password())
          .contentType(ContentType.JSON)
          .body("{}")
          .post(OBTAIN)
          .then()
          .statusCode(400);
    }

    @Test
    void ignoresFieldsOfOtherGrants() {
      User user = api.user();
      Map<String, String> body =
          Map.of(
              "username", user.username(),
              "password", user.password(),
              "grant_type", "client_credentials",
              "client_id", "admin-cli",
              "scope", "openid");

      Response response = api.anonymous().contentType(ContentType.JSON).body(body).post(OBTAIN);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(Jwt.of(response.path("access")).claim("user_id"))
          .isEqualTo(Long.toString(user.id()));
    }

    @Test
    void aNumberIsAPasswordToo() {
      String name = Api.newName();
      Map<String, Object> form = Api.form(name);
      form.put("password", 12_345_678);
      api.anonymous()
          .contentType(ContentType.JSON)
          .body(form)
          .post("/api/users/")
          .then()
          .statusCode(201);

      post(OBTAIN, "{\"username\": \"%s\", \"password\": 12345678}".formatted(name))
          .then()
          .statusCode(200);
    }
  }

  @Nested
  class Refreshing {

    @Test
    void givesANewAccessTokenAlone() {
      User user = api.user();

      Response response = api.refresh(user.refresh());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.asString()).matches("\\{\"access\":\"[\\w.-]+\"}");
      assertThat(response.header("Allow")).isEqualTo("POST, OPTIONS");
      Jwt access = Jwt.of(response.path("access"));
      assertThat(access.claim("user_id")).isEqualTo(Long.toString(user.id()));
      assertThat(access.claim("token_type")).isEqualTo("access");
      assertThat(access.claim("jti")).isNotEqualTo(Jwt.of(user.access()).claim("jti"));
      api.as(response.path("access").toString())
          .get("/auth/me/")
          .then()
          .statusCode(200)
          .body("username", equalTo(user.username()));
    }

    @Test
    void mayBeDoneAgainAndLeavesTheOldTokenValid() {
      User user = api.user();

      for (int turn = 0; turn < 3; turn++) {
        api.refresh(user.refresh()).then().statusCode(200);
      }
      api.as(user).get("/auth/me/").then().statusCode(200);
    }

    @Test
    void stripsSpaceAroundTheToken() {
      api.refresh("  " + api.user().refresh() + "\n").then().statusCode(200);
    }

    @Test
    void goesOnAfterARenaming() {
      User user = api.user();
      String name = Api.newName();
      api.as(user)
          .contentType(ContentType.JSON)
          .body(Map.of("username", name))
          .patch(user.path())
          .then()
          .statusCode(200);

      String access = api.refresh(user.refresh()).then().statusCode(200).extract().path("access");

      api.as(access).get("/auth/me/").then().body("username", equalTo(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "..", "e30.e30.e30"})
    void refusesGarbage(String token) {
      assertRefused(api.refresh(token), "Token is invalid");
    }

    @Test
    void refusesWhatWasTamperedWith() {
      Jwt token = Jwt.of(api.user().refresh());

      assertRefused(api.refresh(token.withAlteredSignature()), "Token is invalid");
      assertRefused(api.refresh(token.withoutSignature()), "Token is invalid");
      assertRefused(api.refresh(token.unsigned("none")), "Token is invalid");
      assertRefused(api.refresh(token.with("exp", 4_102_444_800L)), "Token is invalid");
      assertRefused(api.refresh(token.with("exp", 1L)), "Token is invalid");
    }

    @Test
    void refusesAnAccessToken() {
      assertRefused(api.refresh(api.user().access()), "Token has wrong type");
    }

    @Test
    void refusesADisabledUser() {
      Response response = api.refresh(api.disabled().refresh());

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.asString())
          .isEqualTo("{\"detail\":\"No active account found for the given token.\"}");
      assertThat(response.header("WWW-Authenticate")).isEqualTo(CHALLENGE);
    }

    @Test
    void refusesADeletedUser() {
      api.refresh(api.deleted().refresh())
          .then()
          .statusCode(401)
          .header("WWW-Authenticate", CHALLENGE);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {} | {"refresh":["This field is required."]}
            {"refresh_token": "x"} | {"refresh":["This field is required."]}
            {"refresh": "  "} | {"refresh":["This field may not be blank."]}
            {"refresh": null} | {"refresh":["This field may not be null."]}
            {"refresh": true} | {"refresh":["Not a valid string."]}
            {"refresh": {"a": 1}} | {"refresh":["Not a valid string."]}
            {"refresh": "abc\\u0000"} | {"refresh":["Null characters are not allowed."]}
            ["x"] | {"non_field_errors":["Invalid data. Expected a dictionary, but got list."]}
            null | {"non_field_errors":["No data provided"]}
            """)
    void saysWhatIsWrongWithTheField(String body, String errors) {
      Response response = post(REFRESH, body);

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.asString()).isEqualTo(errors);
    }

    @Test
    void readsFormsAsWell() {
      User user = api.user();

      api.anonymous()
          .contentType("application/x-www-form-urlencoded")
          .body("refresh=" + user.refresh())
          .post(REFRESH)
          .then()
          .statusCode(200);
      api.anonymous().multiPart("refresh", user.refresh()).post(REFRESH).then().statusCode(200);
    }
  }

  @Nested
  class BothEndpoints {

    @ParameterizedTest
    @CsvSource({
      "/api/token/, GET",
      "/api/token/, PUT",
      "/api/token/, PATCH",
      "/api/token/, DELETE",
      "/api/token/refresh/, GET",
      "/api/token/refresh/, PUT"
    })
    void takeNothingButPost(String path, String method) {
      api.anonymous()
          .request(method, path)
          .then()
          .statusCode(405)
          .header("Allow", "POST, OPTIONS")
          .body("detail", equalTo("Method \"" + method + "\" not allowed."));
    }

    @ParameterizedTest
    @ValueSource(strings = {OBTAIN, REFRESH})
    void refuseWhatTheyCannotRead(String path) {
      post(path, "{bad").then().statusCode(400).body("detail", startsWith("JSON parse error - "));
      api.anonymous()
          .contentType("text/plain")
          .body("{}")
          .post(path)
          .then()
          .statusCode(415)
          .body("detail", equalTo("Unsupported media type \"text/plain\" in request."));
    }

    @ParameterizedTest
    @ValueSource(strings = {OBTAIN, REFRESH})
    void refuseWhatTheyCannotRender(String path) {
      api.anonymous()
          .accept("application/xml")
          .contentType(ContentType.JSON)
          .body("{}")
          .post(path)
          .then()
          .statusCode(406);
      post(path + "?format=xml", "{}").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"/api/token/, Token Obtain Pair", "/api/token/refresh/, Token Refresh"})
    void describeThemselves(String path, String name) {
      api.anonymous()
          .options(path)
          .then()
          .statusCode(200)
          .body("name", equalTo(name))
          .body("actions.POST.size()", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/token/x/", "/api/token/verify/x/", "/api/token/blacklisted/"})
    void haveNoNeighbours(String path) {
      post(path, "{}").then().statusCode(404);
    }
  }

  @Test
  void aNewPasswordReplacesTheOld() {
    User user = api.user();
    api.as(user)
        .contentType(ContentType.JSON)
        .body(Map.of("password", "N3w-pass-phrase!"))
        .patch(user.path())
        .then()
        .statusCode(200);

    api.obtain(user.username(), "N3w-pass-phrase!").then().statusCode(200);
    api.obtain(user.username(), user.password()).then().statusCode(401);
  }
}
