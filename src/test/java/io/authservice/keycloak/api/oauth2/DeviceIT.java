package io.authservice.keycloak.api.oauth2;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The device grant (RFC 8628). */
@WithTestServer
@TestInstance(Lifecycle.PER_CLASS)
class DeviceIT {

  private static final String DEVICE = "oauth2-it-device";

  @AutoClose private final RealmClients clients;
  private final OAuth2Calls calls;

  DeviceIT(TestServer server) {
    clients = new RealmClients(server);
    calls = new OAuth2Calls(server);
  }

  @BeforeAll
  void makeClients() {
    clients.make(DEVICE, false, "standardFlowEnabled");
  }

  @Test
  void aDeviceGetsItsCodesAndIsToldToWait() {
    Response codes = given().formParam("client_id", DEVICE).post(calls.o("/device-authorization/"));

    assertThat(codes.statusCode()).isEqualTo(200);
    assertThat(codes.<String>path("verification_uri")).startsWith(calls.realm());
    given()
        .formParam("client_id", DEVICE)
        .formParam("grant_type", "urn:ietf:params:oauth:grant-type:device_code")
        .formParam("device_code", codes.<String>path("device_code"))
        .post(calls.o("/token/"))
        .then()
        .statusCode(400)
        .body("", equalTo(Map.of("error", "authorization_pending")));
  }
}
