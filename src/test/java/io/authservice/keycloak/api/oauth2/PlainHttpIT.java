package io.authservice.keycloak.api.oauth2;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests in the clear, from the world outside, where the realm requires HTTPS of it. That the
 * server's public address is one of HTTPS changes nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlainHttpIT {

  private static final String CLIENT = "plain-http";

  private TestServer server;
  private String token;

  @BeforeAll
  void start() {
    server =
        TestServer.startWith(
            "plain-http",
            List.of("--proxy-headers=xforwarded", "--hostname=https://auth.example.com"));
    new RealmClients(server).make(CLIENT, true, "directAccessGrantsEnabled");
    token =
        request("https", "203.0.113.7", login())
            .post(server.baseUrl() + "/o/token/")
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Map<String, String> login() {
    return Map.of(
        "grant_type", "password",
        "username", server.superuserName(),
        "password", server.superuserPassword());
  }

  private RequestSpecification request(String scheme, String address, Map<String, String> form) {
    return given()
        .header("X-Forwarded-For", address)
        .header("X-Forwarded-Proto", scheme)
        .redirects()
        .follow(false)
        .auth()
        .preemptive()
        .basic(CLIENT, RealmClients.SECRET)
        .formParams(form);
  }

  private Response sent(String scheme, String address, String method, String path) {
    Map<String, String> form =
        method.equals("GET")
            ? Map.of()
            : path.equals("/o/token/") ? login() : Map.of("token", token);
    return request(scheme, address, form).request(method, server.baseUrl() + path);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /o/token/",
    "POST, /o/revoke_token/",
    "POST, /o/introspect/",
    "POST, /o/device-authorization/",
    "POST, /o/userinfo/",
    "GET, /o/userinfo/",
    "GET, /o/.well-known/openid-configuration",
    "GET, /o/.well-known/jwks.json",
    "POST, /realms/auth-service/auth-service/o/introspect/"
  })
  void areRefusedAndToldWhy(String method, String path) {
    Response refusal = sent("http", "203.0.113.7", method, path);

    assertThat(refusal.statusCode()).as(refusal.asString()).isEqualTo(403);
    assertThat(refusal.asString())
        .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":\"HTTPS required\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /auth/me/",
    "GET, /api/users/",
    "POST, /api/token/",
    "GET, /realms/auth-service/auth-service/auth/me/"
  })
  void areRefusedByTheApiInItsOwnWords(String method, String path) {
    Response refusal = sent("http", "203.0.113.7", method, path);

    assertThat(refusal.statusCode()).as(refusal.asString()).isEqualTo(403);
    assertThat(refusal.asString()).isEqualTo("{\"detail\":\"HTTPS is required.\"}");
    assertThat(sent("https", "203.0.113.7", method, path).statusCode()).isNotIn(403, 500, 503);
  }

  @ParameterizedTest
  @CsvSource({"https, 203.0.113.7", "http, 127.0.0.1", "http, 10.1.2.3"})
  void areServedWhereTheRealmAllowsThem(String scheme, String address) {
    assertThat(sent(scheme, address, "POST", "/o/token/").statusCode()).isEqualTo(200);
    assertThat(sent(scheme, address, "POST", "/o/introspect/").statusCode()).isEqualTo(200);
  }

  /** To addresses that look for themselves. */
  @Test
  void browsersAreLedOn() {
    assertThat(sent("http", "203.0.113.7", "GET", "/o/authorize/").statusCode()).isEqualTo(302);
  }
}
