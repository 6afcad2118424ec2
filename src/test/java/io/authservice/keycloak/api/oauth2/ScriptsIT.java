package io.authservice.keycloak.api.oauth2;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.restassured.response.Response;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Which web pages may read what {@code /o/} answers. */
@WithTestServer
@TestInstance(Lifecycle.PER_CLASS)
class ScriptsIT {

  private static final String MACHINE = "oauth2-it-machine";

  @AutoClose private final RealmClients clients;
  private final OAuth2Calls calls;

  ScriptsIT(TestServer server) {
    clients = new RealmClients(server);
    calls = new OAuth2Calls(server);
  }

  @BeforeAll
  void makeClients() {
    clients.make(MACHINE, true, "serviceAccountsEnabled");
  }

  @Test
  void aPreflightIsAnsweredForTheOriginsOfClients() {
    assertThat(preflight("http://app.example")).isEqualTo("http://app.example");
    assertThat(preflight("http://evil.example")).isNull();
  }

  private String preflight(String origin) {
    return given()
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .options(calls.o("/token/"))
        .then()
        .statusCode(200)
        .extract()
        .header("Access-Control-Allow-Origin");
  }

  @Test
  void scriptsOfAClientsOwnOriginsMayReadItsAnswers() {
    OAuth2Calls.as(MACHINE)
        .header("Origin", "http://app.example")
        .formParam("grant_type", "client_credentials")
        .post(calls.o("/token/"))
        .then()
        .header("Access-Control-Allow-Origin", "http://app.example");
    Response foreign =
        OAuth2Calls.as(MACHINE)
            .header("Origin", "http://evil.example")
            .formParam("grant_type", "client_credentials")
            .post(calls.o("/token/"));
    assertThat(foreign.statusCode()).isEqualTo(200);
    assertThat(foreign.header("Access-Control-Allow-Origin")).isNull();
  }
}
