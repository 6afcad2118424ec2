package io.authservice.keycloak.api.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of the OpenAPI document as HTTP serves it, where {@code swagger-page} is on. */
@WithTestServer
class DescriptionMountIT {

  private static final String PAGE = "/api/schema/swagger-ui/";
  private static final String BELOW_THE_REALM = "/realms/auth-service/auth-service" + PAGE;

  private final TestServer server;
  private final Api api;

  DescriptionMountIT(TestServer server) {
    this.server = server;
    api = new Api(server);
  }

  @ParameterizedTest
  @ValueSource(strings = {PAGE, BELOW_THE_REALM})
  void thePageMayLoadNothingOfOthersAndIsNotKept(String address) {
    Response page = api.anonymous().get(address);

    page.then()
        .statusCode(200)
        .header("Content-Type", equalTo("text/html; charset=utf-8"))
        .header("Cache-Control", "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self' "
                + server.baseUrl()
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        .body(containsString("data-client=\"auth-service-swagger\""));
    assertThat(page.asString()).doesNotContain("<style", "style=", "onclick", "http:", "https:");
  }

  @ParameterizedTest
  @ValueSource(strings = {PAGE, BELOW_THE_REALM})
  void everyFileThatThePageNamesIsServedAndRevalidated(String address) {
    Matcher names =
        Pattern.compile("(?:href|src)=\"([a-z][^\":]+)\"")
            .matcher(api.anonymous().get(address).asString());
    int found = 0;
    while (names.find()) {
      Response file = api.anonymous().get(address + names.group(1));
      file.then()
          .statusCode(200)
          .header("Cache-Control", "no-cache")
          .header("X-Content-Type-Options", "nosniff");
      api.anonymous()
          .header("If-None-Match", file.header("ETag"))
          .get(address + names.group(1))
          .then()
          .statusCode(304)
          .body(emptyString());
      found++;
    }
    assertThat(found).isEqualTo(4);
  }

  @Test
  void aLoginComesBackToAPageThatRunsItsOwnScriptAlone() {
    api.anonymous()
        .get(PAGE + "oauth2-redirect.html?code=x&state=y")
        .then()
        .statusCode(200)
        .header("Content-Type", equalTo("text/html; charset=utf-8"))
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer")
        .header(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'")
        .body(containsString("src=\"oauth2-redirect.js\""));
    api.anonymous().get(PAGE + "oauth2-redirect.js").then().statusCode(200);
  }

  @Test
  void theLicensesOfWhatItIsMadeOfAreTold() {
    api.anonymous()
        .get(PAGE + "swagger-ui-bundle.js.LICENSE.txt")
        .then()
        .statusCode(200)
        .header("Content-Type", equalTo("text/plain; charset=utf-8"))
        .body(not(emptyString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index.html",
        "swagger-ui-standalone-preset.js",
        "none.js",
        "..",
        "x/description.js",
        "%2e%2e/description.js",
        "swagger-initializer.js"
      })
  void nothingElseIsServed(String path) {
    assertThat(api.anonymous().urlEncodingEnabled(false).get(PAGE + path).statusCode())
        .isIn(301, 400, 404);
    assertThat(api.anonymous().urlEncodingEnabled(false).get(BELOW_THE_REALM + path).statusCode())
        .isIn(301, 400, 404);
  }

  @Test
  void thePageIsOnlyRead() {
    api.anonymous()
        .post(PAGE)
        .then()
        .statusCode(405)
        .body("detail", equalTo("Method \"POST\" not allowed."));
    api.anonymous()
        .get(PAGE.replaceFirst("/$", ""))
        .then()
        .statusCode(301)
        .header("Location", endsWith(PAGE));
  }

  /** Its tokens open the API, and nothing of Keycloak's. */
  @Test
  void theClientHoldsNoRoleAndComesBackToThePageAlone() {
    AdminApi admin = new AdminApi(server);
    String path = "/clients?clientId=auth-service-swagger";

    Response found = admin.request().get(admin.path(path));
    found
        .then()
        .body("[0].publicClient", equalTo(true))
        .body("[0].fullScopeAllowed", equalTo(false))
        .body("[0].directAccessGrantsEnabled", equalTo(false))
        .body("[0].attributes.'pkce.code.challenge.method'", equalTo("S256"));
    assertThat(found.jsonPath().<String>getList("[0].redirectUris"))
        .containsExactlyInAnyOrder(
            PAGE + "oauth2-redirect.html", BELOW_THE_REALM + "oauth2-redirect.html");
    Response roles =
        admin
            .request()
            .get(admin.path("/clients/" + found.<String>path("[0].id") + "/scope-mappings"));
    assertThat(roles.jsonPath().getMap("")).isEmpty();
  }
}
