package io.authservice.keycloak.api.oauth2;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Browser;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers and discovery clients are led to. */
@WithTestServer
@TestInstance(Lifecycle.PER_CLASS)
class PagesIT {

  private static final String LOGIN = "oauth2-it-login";
  private static final String WEB = "oauth2-it-web";
  private static final String TYPED = "oauth2-it-typed";
  private static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

  private final TestServer server;
  @AutoClose private final RealmClients clients;
  private final OAuth2Calls calls;

  PagesIT(TestServer server) {
    this.server = server;
    clients = new RealmClients(server);
    calls = new OAuth2Calls(server);
  }

  @BeforeAll
  void makeClients() {
    clients.make(LOGIN, true, "directAccessGrantsEnabled");
    clients.make(WEB, true, "standardFlowEnabled");
  }

  @Test
  void theBrowserIsSentToTheRealmsLoginWithTheDefaultScope() {
    given()
        .urlEncodingEnabled(false)
        .redirects()
        .follow(false)
        .get(calls.o("/authorize/?response_type=code&client_id=" + WEB + "&state=a%2Bb"))
        .then()
        .statusCode(302)
        .header(
            "Location",
            calls.realm()
                + "/protocol/openid-connect/auth?response_type=code&client_id="
                + WEB
                + "&state=a%2Bb&scope=read+write");
    given()
        .redirects()
        .follow(false)
        .post(calls.o("/authorize/?x=y"))
        .then()
        .statusCode(307)
        .header("Location", endsWith("/protocol/openid-connect/auth?x=y"));
  }

  /** For programs that no redirect reaches; the old service answered one of them as JSON. */
  @Test
  void aCodeIsShownOnAPageWhereItIsToBeTypedIn() {
    User user = new Api(server).user();
    clients.make(TYPED, true, "standardFlowEnabled", Map.of("redirectUris", List.of(OUT_OF_BAND)));
    String address =
        calls.o("/authorize/?response_type=code&scope=read&client_id=" + TYPED + "&redirect_uri=");
    Browser browser =
        new Browser(server.baseUrl())
            .open(address + OUT_OF_BAND)
            .submit(Map.of("username", user.username(), "password", user.password()));

    assertThat(browser.address().getPath()).endsWith("/oauth/oob");
    String code = browser.address().getQuery().replaceFirst(".*code=([^&]+).*", "$1");
    assertThat(browser.page()).contains(code);
    calls
        .token(
            OAuth2Calls.as(TYPED),
            Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", OUT_OF_BAND))
        .then()
        .statusCode(200);
    given().get(address + OUT_OF_BAND + ":auto").then().statusCode(400);
  }

  @ParameterizedTest
  @CsvSource({
    "/applications/7/, admin/{realm}/console/#/{realm}/clients",
    "/applications/my-app_1/, admin/{realm}/console/#/{realm}/clients",
    "/applications/register/, admin/{realm}/console/#/{realm}/clients",
    "/applications/7/delete/, admin/{realm}/console/#/{realm}/clients",
    "/applications/7/update/?next=/x, admin/{realm}/console/#/{realm}/clients",
    "/authorized_tokens/7/delete/, realms/{realm}/account/applications",
    "/device/, realms/{realm}/device",
    "/device/?user_code=ABCD-EFGH, realms/{realm}/device?user_code=ABCD-EFGH",
    "/device/?user_code=a%0d%0aX:%20y, realms/{realm}/device?user_code=a%0d%0aX:%20y"
  })
  void pagesOfOneThingLeadToThePageForAll(String path, String expected) {
    given()
        .urlEncodingEnabled(false)
        .redirects()
        .follow(false)
        .get(calls.o(path))
        .then()
        .statusCode(302)
        .header("Location", server.baseUrl() + "/" + expected.replace("{realm}", server.realm()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/applications/a.b/",
        "/applications/7/edit/",
        "/applications/7/delete/8/",
        "/authorized_tokens/7/",
        "/device/ABCD-EFGH/"
      })
  void whatWasNoPageIsNoneNow(String path) {
    given().get(calls.o(path)).then().statusCode(404).body("detail", equalTo("Not found."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/applications/7/delete/", "/authorized_tokens/7/delete/", "/device/"})
  void theirFormsAreKeycloaksToSend(String path) {
    given().post(calls.o(path)).then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS");
  }

  @Test
  void aLogoutThatIsPostedEndsTheSession() {
    Response tokens =
        calls.token(
            OAuth2Calls.as(LOGIN),
            Map.of(
                "grant_type",
                "password",
                "username",
                calls.username(),
                "password",
                calls.password(),
                "scope",
                "openid"));
    String page =
        given()
            .redirects()
            .follow(false)
            .formParam("id_token_hint", tokens.<String>path("id_token"))
            .post(calls.o("/logout/"))
            .then()
            .statusCode(307)
            .extract()
            .header("Location");

    given()
        .formParam("id_token_hint", tokens.<String>path("id_token"))
        .post(page)
        .then()
        .statusCode(200);
    calls.me(tokens.path("access_token")).statusCode(401);
  }

  @ParameterizedTest
  @CsvSource({
    "/logout/?state=x, /protocol/openid-connect/logout?state=x",
    "/applications/, /console/#/",
    "/authorized_tokens/, /account/applications"
  })
  void pagesLeadToKeycloaksOwn(String path, String expected) {
    String location =
        given()
            .redirects()
            .follow(false)
            .get(calls.o(path))
            .then()
            .statusCode(302)
            .extract()
            .header("Location");

    assertThat(location).startsWith(server.baseUrl()).contains(expected);
  }

  @Test
  void discoveryHasTheRealmsIssuerWithAndWithoutSlash() {
    for (String end : new String[] {"", "/"}) {
      given()
          .get(calls.o("/.well-known/openid-configuration" + end))
          .then()
          .statusCode(200)
          .body("issuer", equalTo(calls.realm()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/"})
  void theKeysAreTheRealms(String end) {
    Response keys = given().get(calls.o("/.well-known/jwks.json" + end));

    assertThat(keys.statusCode()).isEqualTo(200);
    assertThat(keys.jsonPath().getList("keys.kid"))
        .isNotEmpty()
        .isEqualTo(
            given()
                .get(calls.realm() + "/protocol/openid-connect/certs")
                .jsonPath()
                .getList("keys.kid"));
    given().post(calls.o("/.well-known/jwks.json" + end)).then().statusCode(405);
  }

  @Test
  void aSlashIsAppendedForReadersAndOptionsNamesTheMethods() {
    given()
        .redirects()
        .follow(false)
        .get(calls.o("/authorize?client_id=x"))
        .then()
        .statusCode(301)
        .header("Location", "/o/authorize/?client_id=x");
    given().options(calls.o("/token/")).then().statusCode(200).header("Allow", "POST, OPTIONS");
    given().get(calls.o("/token/")).then().statusCode(405).header("Allow", "POST, OPTIONS");
    given().get(calls.o("/nothing/")).then().statusCode(404).contentType(ContentType.JSON);
  }
}
