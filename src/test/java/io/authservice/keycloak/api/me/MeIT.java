package io.authservice.keycloak.api.me;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /auth/me/}, and with it what every view makes of credentials. */
@Tag("contract")
@WithTestServer
class MeIT {

  private static final String PLAIN = "Bearer realm=\"api\"";
  private static final String REFUSED =
      "Bearer realm=\"api\",error=\"invalid_token\","
          + "error_description=\"The access token is invalid.\"";

  private final Api api;

  MeIT(TestServer server) {
    api = new Api(server);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/auth/me/", "/api/auth/me/"})
  void bothPathsShowTheCaller(String path) {
    User user = api.user();

    Response response = api.as(user).get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asString()).isEqualTo(user.json());
    assertThat(response.contentType()).isEqualTo("application/json");
    assertThat(response.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(response.header("Vary")).isEqualTo("Accept, Origin");
    assertThat(response.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(response.header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(response.header("WWW-Authenticate")).isNull();
  }

  @Test
  void staffShowTheirFlag() {
    api.as(api.staff()).get("/auth/me/").then().body("is_staff", equalTo(true));
  }

  @Test
  void aChangeShowsAtOnce() {
    User user = api.user();
    api.as(user)
        .contentType(ContentType.JSON)
        .body(Map.of("last_name", "Now"))
        .patch(user.path())
        .then()
        .statusCode(200);

    api.as(user).get("/auth/me/").then().body("last_name", equalTo("Now"));
  }

  /** URLs are kept in logs: a token in one is refused, as one that is not valid. */
  @Test
  void aTokenInTheUrlIsRefused() {
    User user = api.user();

    for (String path : new String[] {"/auth/me/", "/api/users/"}) {
      Response response = api.anonymous().get(path + "?access_token=" + user.access());
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.header("WWW-Authenticate")).isEqualTo(REFUSED);
    }
    api.as(user).get("/auth/me/?access_token=none").then().statusCode(200);
    assertThat(api.anonymous().get("/auth/me/?access_token=").header("WWW-Authenticate"))
        .isEqualTo(PLAIN);
  }

  @Test
  void theQueryNamesNobodyElse() {
    User user = api.user();

    api.as(user).get("/auth/me/?id=1&username=root").then().body("id", equalTo((int) user.id()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "DELETE", "POST", "PROPFIND"})
  void itIsOnlyRead(String method) {
    User user = api.user();

    api.as(user)
        .contentType(ContentType.JSON)
        .body("{\"first_name\": \"X\"}")
        .request(method, "/auth/me/")
        .then()
        .statusCode(405)
        .header("Allow", "GET, HEAD, OPTIONS")
        .body("detail", equalTo("Method \"" + method + "\" not allowed."));
    api.as(user).get("/auth/me/").then().body("first_name", equalTo("First"));
  }

  @Test
  void headIsGetWithoutItsBody() {
    Response response = api.as(api.user()).head("/auth/me/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asByteArray()).isEmpty();
    assertThat(response.contentType()).isEqualTo("application/json");
  }

  @Test
  void optionsDescribeTheView() {
    Response response = api.as(api.user()).options("/auth/me/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asString())
        .isEqualTo(
            """
            {"name":"Me","description":"","renders":["application/json","text/html"],\
            "parses":["application/json","application/x-www-form-urlencoded",\
            "multipart/form-data"]}""");
  }

  @Test
  void aPathWithoutItsSlashIsRedirected() {
    Response response = api.anonymous().get("/auth/me?a=b");

    assertThat(response.statusCode()).isEqualTo(301);
    assertThat(response.header("Location")).endsWith("/auth/me/?a=b");
  }

  @Nested
  class WithoutCredentials {

    @Test
    void theRequestIsRefused() {
      Response response = api.anonymous().get("/auth/me/");

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.asString())
          .isEqualTo("{\"detail\":\"Authentication credentials were not provided.\"}");
      assertThat(response.header("WWW-Authenticate")).isEqualTo(PLAIN);
      assertThat(response.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
      assertThat(response.header("Vary")).isEqualTo("Accept, Origin");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Token %s",
          "JWT %s",
          "Bearer: %s",
          "Basic cm9vdDpyb290",
          "Digest username=\"x\"",
          "Negotiate abc",
          "%s"
        })
    void anotherSchemeCountsAsNone(String header) {
      String value = header.formatted(api.user().access());

      api.anonymous()
          .header("Authorization", value)
          .get("/auth/me/")
          .then()
          .statusCode(401)
          .header("WWW-Authenticate", PLAIN)
          .body("detail", equalTo("Authentication credentials were not provided."));
    }

    @Test
    void aCookieOrAnotherHeaderIsNone() {
      String access = api.user().access();

      api.anonymous()
          .header("Cookie", "access=" + access)
          .header("X-Authorization", "Bearer " + access)
          .get("/auth/me/")
          .then()
          .statusCode(401)
          .header("WWW-Authenticate", PLAIN);
    }

    @Test
    void headIsRefusedWithoutABody() {
      api.anonymous()
          .head("/auth/me/")
          .then()
          .statusCode(401)
          .header("WWW-Authenticate", PLAIN)
          .body(emptyString());
    }

    @Test
    void optionsAreRefusedToo() {
      api.anonymous().options("/auth/me/").then().statusCode(401);
    }

    @Test
    void whatCannotBeRenderedIsRefusedFirst() {
      api.anonymous()
          .accept("application/xml")
          .get("/auth/me/")
          .then()
          .statusCode(406)
          .body("detail", equalTo("Could not satisfy the request Accept header."));
    }
  }

  @Nested
  class WithACredentialThatIsRefused {

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer a b", "Bearer a b c"})
    void aHeaderIsTwoWords(String header) {
      api.anonymous()
          .header("Authorization", header)
          .get("/auth/me/")
          .then()
          .statusCode(401)
          .header("WWW-Authenticate", PLAIN)
          .body("code", equalTo("bad_authorization_header"))
          .body("detail", equalTo("Authorization header must contain two space-delimited values"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "..", "a.b.c", "null", "\"\""})
    void garbageIsNoToken(String token) {
      assertRefused(token, "Token is invalid");
    }

    @Test
    void aLongHeaderIsNoToken() {
      assertRefused("abcd".repeat(1000), "Token is invalid");
    }

    @Test
    void anAlteredSignatureIsSeen() {
      assertRefused(Jwt.of(api.user().access()).withAlteredSignature(), "Token is invalid");
    }

    @Test
    void anAlteredClaimIsSeen() {
      Jwt token = Jwt.of(api.user().access());
      String sub = token.claim("sub");

      assertRefused(
          token.with("sub", sub.substring(0, sub.lastIndexOf(':')) + ":1"), "Token is invalid");
      assertRefused(token.with("exp", 4_102_444_800L), "Token is invalid");
      assertRefused(token.with("exp", 1L), "Token is invalid");
    }

    @Test
    void anUnsignedTokenIsRefused() {
      Jwt token = Jwt.of(api.user().access());

      assertRefused(token.unsigned("none"), "Token is invalid");
      assertRefused(token.unsigned("None"), "Token is invalid");
      assertRefused(token.withoutSignature(), "Token is invalid");
    }

    @Test
    void aRefreshTokenIsOfAnotherType() {
      assertRefused(api.user().refresh(), "Token has wrong type");
    }

    @Test
    void aDisabledUserIsRefusedAtOnce() {
      Response response = api.as(api.disabled()).get("/auth/me/");

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.asString())
          .isEqualTo("{\"detail\":\"User is inactive\",\"code\":\"user_inactive\"}");
      assertThat(response.header("WWW-Authenticate")).isEqualTo(REFUSED);
    }

    @Test
    void aDeletedUserIsRefusedAtOnce() {
      Response response = api.as(api.deleted()).get("/auth/me/");

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.asString())
          .isEqualTo("{\"detail\":\"User not found\",\"code\":\"user_not_found\"}");
      assertThat(response.header("WWW-Authenticate")).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "BEARER", "bEaReR"})
    void theSchemeIsSpelledExactly(String scheme) {
      api.anonymous()
          .header("Authorization", scheme + " " + api.user().access())
          .get("/auth/me/")
          .then()
          .statusCode(401)
          .header("WWW-Authenticate", REFUSED)
          .body("detail", equalTo("Authentication credentials were not provided."));
    }

    private void assertRefused(String token, String message) {
      Response response = api.as(token).get("/auth/me/");

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.asString())
          .isEqualTo(
              """
              {"detail":"Given token not valid for any token type","code":"token_not_valid",\
              "messages":[{"token_class":"AccessToken","token_type":"access",\
              "message":"%s"}]}"""
                  .formatted(message));
      assertThat(response.header("WWW-Authenticate")).isEqualTo(REFUSED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer  %s", "Bearer\t%s", "Bearer %s  ", "  Bearer %s"})
  void spaceAroundTheTokenDoesNotMatter(String header) {
    api.anonymous()
        .header("Authorization", header.formatted(api.user().access()))
        .get("/auth/me/")
        .then()
        .statusCode(200);
  }

  @Nested
  class AsAPage {

    @Test
    void aBrowserGetsHtml() {
      Response response = api.as(api.user()).accept("text/html").get("/auth/me/");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.contentType()).startsWith("text/html");
      assertThat(response.asString()).contains("<title>Me");
    }

    @Test
    void theFormatParameterNamesTheRendering() {
      User user = api.user();

      assertThat(api.as(user).get("/auth/me/?format=api").contentType()).startsWith("text/html");
      assertThat(api.as(user).accept("text/html").get("/auth/me/?format=json").statusCode())
          .isEqualTo(406);
      assertThat(api.as(user).get("/auth/me/?format=xml").statusCode()).isEqualTo(404);
    }
  }
}
