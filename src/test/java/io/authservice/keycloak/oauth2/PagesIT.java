package io.authservice.keycloak.oauth2;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What browsers and discovery clients are led to. */
@WithTestServer
@TestInstance(Lifecycle.PER_CLASS)
class PagesIT {

  private static final String WEB = "oauth2-it-web";

  private final TestServer server;
  private final RealmClients clients;
  private final OAuth2Calls calls;

  PagesIT(TestServer server) {
    this.server = server;
    clients = new RealmClients(server);
    calls = new OAuth2Calls(server);
  }

  @BeforeAll
  void makeClients() {
    clients.make(WEB, true, "standardFlowEnabled");
  }

  @AfterAll
  void removeClients() {
    clients.remove(WEB);
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
    assertThat(given().get(calls.o("/.well-known/jwks.json")).jsonPath().getList("keys"))
        .isNotEmpty();
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
