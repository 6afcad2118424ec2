package io.authservice.keycloak.api.oauth2;

import static io.restassured.RestAssured.given;

import io.authservice.keycloak.server.TestServer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** The calls that the tests of {@code /o/} begin with; their user is the superuser. */
final class OAuth2Calls {

  private final TestServer server;

  OAuth2Calls(TestServer server) {
    this.server = server;
  }

  /** A request of a confidential client that {@link RealmClients} made. */
  static RequestSpecification as(String client) {
    return given().auth().preemptive().basic(client, RealmClients.SECRET);
  }

  Response token(RequestSpecification client, Map<String, String> form) {
    return client.contentType(ContentType.URLENC).formParams(form).post(o("/token/"));
  }

  Response login(RequestSpecification client, String password) {
    return token(
        client, Map.of("grant_type", "password", "username", username(), "password", password));
  }

  Response refresh(String client, String refreshToken) {
    return token(as(client), Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  Response introspect(RequestSpecification asker, String token) {
    return asker.formParam("token", token).post(o("/introspect/"));
  }

  ValidatableResponse me(String accessToken) {
    return given().auth().oauth2(accessToken).get(server.baseUrl() + "/auth/me/").then();
  }

  String username() {
    return server.superuserName();
  }

  String password() {
    return server.superuserPassword();
  }

  String o(String path) {
    return server.baseUrl() + "/o" + path;
  }

  String realm() {
    return server.baseUrl() + "/realms/" + server.realm();
  }
}
