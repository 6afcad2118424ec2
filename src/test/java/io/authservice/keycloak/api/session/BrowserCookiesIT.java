package io.authservice.keycloak.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that gives browsers their tokens as cookies, and what pages of others make of that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserCookiesIT {

  private static final String OPTION = "--spi-realm-restapi-extension--auth-service--";
  private static final String TRUSTED = "https://app.example";
  private static final String FOREIGN = "https://evil.example";

  @AutoClose private TestServer server;
  private Api api;

  @BeforeAll
  void start() {
    server =
        TestServer.startWith(
            "browser-cookies",
            List.of(
                OPTION + "client-calls=dj-rest-auth",
                OPTION + "jwt-auth-cookie=app-auth",
                OPTION + "jwt-auth-refresh-cookie=app-refresh",
                OPTION + "cors-origins=" + TRUSTED));
    api = new Api(server);
  }

  /** What a browser keeps after a login. */
  private record Jar(String access, String refresh, String csrf) {

    static Jar of(Response answer) {
      return new Jar(
          answer.cookie("app-auth"), answer.cookie("app-refresh"), answer.cookie("csrftoken"));
    }

    String header() {
      return "app-auth=" + access + "; app-refresh=" + refresh + "; csrftoken=" + csrf;
    }
  }

  private Response login(User user, RequestSpecification request) {
    return request
        .contentType(ContentType.JSON)
        .body(Map.of("username", user.username(), "password", user.password()))
        .post("/dj-rest-auth/login/");
  }

  private Jar login(User user) {
    Response answer = login(user, api.anonymous());
    answer.then().statusCode(200).body("refresh", equalTo(""));
    return Jar.of(answer);
  }

  private RequestSpecification by(Jar jar) {
    return api.anonymous().header("Cookie", jar.header()).contentType(ContentType.JSON);
  }

  private RequestSpecification meant(Jar jar) {
    return by(jar).header("X-CSRFToken", jar.csrf());
  }

  private static Map<String, String> change() {
    return Map.of("first_name", "Changed");
  }

  @Test
  void scriptsReadNeitherTokenAndNoneTravelsInTheClear() {
    Response answer = login(api.user(), api.anonymous());

    List<String> set = answer.headers().getValues("Set-Cookie");
    assertThat(set).hasSize(3).allMatch(cookie -> cookie.contains("; Secure; SameSite=Lax"));
    assertThat(set)
        .filteredOn(cookie -> cookie.endsWith("; HttpOnly"))
        .extracting(cookie -> cookie.substring(0, cookie.indexOf('=')))
        .containsExactly("app-auth", "app-refresh");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void aCookieReadsAndChangesNothingWithoutTheTokenOfItsSession() {
    User user = api.user();
    Jar jar = login(user);
    Jar other = login(user);

    by(jar)
        .get("/auth/me/")
        .then()
        .statusCode(200)
        .header("Vary", containsString("Cookie"))
        .body("id", equalTo((int) user.id()));
    by(jar)
        .body(change())
        .patch(user.path())
        .then()
        .statusCode(403)
        .body("detail", equalTo("CSRF Failed: CSRF token missing."));
    for (String wrong : List.of("x", other.csrf(), jar.access(), "\u00e9")) {
      by(jar)
          .header("X-CSRFToken", wrong)
          .body(change())
          .patch(user.path())
          .then()
          .statusCode(403)
          .body("detail", startsWith("CSRF Failed: CSRF token from"));
    }
    by(jar).get("/auth/me/").then().body("first_name", equalTo("First"));
    meant(jar).body(change()).patch(user.path()).then().statusCode(200);
  }

  @Test
  void whatAnotherSiteMakesABrowserSendIsRefused() {
    User user = api.user();
    Jar jar = login(user);

    meant(jar)
        .header("Origin", FOREIGN)
        .body(change())
        .patch(user.path())
        .then()
        .statusCode(403)
        .body("detail", startsWith("CSRF Failed: Origin checking failed - " + FOREIGN));
    meant(jar).header("Origin", "null").body(change()).patch(user.path()).then().statusCode(403);
    meant(jar)
        .header("Sec-Fetch-Site", "cross-site")
        .body(change())
        .patch(user.path())
        .then()
        .statusCode(403);
    for (String origin : List.of(TRUSTED, server.baseUrl())) {
      meant(jar).header("Origin", origin).body(change()).patch(user.path()).then().statusCode(200);
    }
  }

  @Test
  void aLoginThatAnotherSiteSendsSetsNoCookie() {
    Response answer = login(api.user(), api.anonymous().header("Origin", FOREIGN));

    answer.then().statusCode(403);
    assertThat(answer.headers().getValues("Set-Cookie")).isEmpty();
  }

  @Test
  void theRefreshTokenIsTakenFromItsCookieWhereTheRequestWasMeant() {
    Jar jar = login(api.user());

    by(jar).body(Map.of()).post("/dj-rest-auth/token/refresh/").then().statusCode(403);
    Response answer = meant(jar).body(Map.of()).post("/dj-rest-auth/token/refresh/");

    answer.then().statusCode(200);
    assertThat(answer.cookie("app-auth")).isEqualTo(answer.path("access"));
    api.anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of())
        .post("/dj-rest-auth/token/refresh/")
        .then()
        .statusCode(401)
        .body("code", equalTo("token_not_valid"));
  }

  @Test
  void aLogoutEndsTheSessionOfTheCookieAndTakesAllOfThemAway() {
    Jar jar = login(api.user());

    by(jar).body(Map.of()).post("/dj-rest-auth/logout/").then().statusCode(403);
    by(jar).get("/auth/me/").then().statusCode(200);
    Response answer = meant(jar).body(Map.of()).post("/dj-rest-auth/logout/");

    answer.then().statusCode(200);
    assertThat(answer.headers().getValues("Set-Cookie"))
        .hasSize(3)
        .allMatch(cookie -> cookie.contains("=; ") && cookie.contains("Max-Age=0"));
    by(jar).get("/auth/me/").then().statusCode(401);
    assertThat(
            meant(jar)
                .body(Map.of())
                .post("/dj-rest-auth/logout/")
                .headers()
                .getValues("Set-Cookie"))
        .as("whatever is wrong with them")
        .hasSize(3);
  }

  @Test
  void aHeaderGoesBeforeACookie() {
    Jar jar = login(api.user());
    User other = api.user();

    by(jar)
        .header("Authorization", "Bearer " + other.access())
        .get("/auth/me/")
        .then()
        .body("id", equalTo((int) other.id()));
    by(jar).header("Authorization", "Basic eDp5").get("/auth/me/").then().statusCode(401);
    api.as(other)
        .contentType(ContentType.JSON)
        .body(change())
        .patch(other.path())
        .then()
        .statusCode(200);
  }

  @Test
  void ofTwoCookiesWithOneNameNoneIsTaken() {
    Jar jar = login(api.user());
    Jar other = login(api.user());

    api.anonymous()
        .header("Cookie", "app-auth=" + jar.access() + "; app-auth=" + other.access())
        .get("/auth/me/")
        .then()
        .statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/o/userinfo/",
        "/admin/realms/auth-service/users",
        "/admin/realms/auth-service/auth-service/users",
        "/realms/auth-service/protocol/openid-connect/userinfo"
      })
  void theCookieIsNoBearerBesideTheApi(String path) {
    Jar jar = login(api.superuser());

    meant(jar).get(path).then().statusCode(401);
  }

  @Test
  void theCookieOfARefreshTokenIsNoAccessToken() {
    Jar jar = login(api.user());

    api.anonymous()
        .header("Cookie", "app-auth=" + jar.refresh())
        .get("/auth/me/")
        .then()
        .statusCode(401);
  }
}
