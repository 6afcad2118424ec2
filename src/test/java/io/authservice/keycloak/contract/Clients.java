package io.authservice.keycloak.contract;

import static io.restassured.RestAssured.given;

import io.authservice.keycloak.server.KeptToken;
import io.authservice.keycloak.server.TestServer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Makes clients by Keycloak's Admin API, as the superuser. */
final class Clients {
  private final TestServer server;
  private final String run;
  private final KeptToken token = new KeptToken();

  /**
   * @param run what their ids begin with
   */
  Clients(TestServer server, String run) {
    this.server = server;
    this.run = run;
  }

  /** What the placeholders of the client stand for. */
  Map<String, String> make(OAuthClient client) {
    String id = run + "-" + client.placeholder();
    String secret = "secret-of-" + id;
    admin().body(client.representation(id, secret)).post(path("")).then().statusCode(201);
    return Map.of("id", id, "secret", secret, "basic", Cast.basic(id, secret));
  }

  void remove() {
    List<String> ids =
        admin()
            .queryParam("clientId", run)
            .queryParam("search", true)
            .get(path(""))
            .jsonPath()
            .getList("id");
    ids.forEach(id -> admin().delete(path("/" + id)));
  }

  private String path(String below) {
    return "/admin/realms/" + server.realm() + "/clients" + below;
  }

  private RequestSpecification admin() {
    return given()
        .baseUri(server.baseUrl())
        .auth()
        .oauth2(token.get(this::login))
        .contentType(ContentType.JSON);
  }

  /** Brute-force protection may take the superuser to be logging in still, and refuse once. */
  private String login() {
    return Awaitility.await()
        .until(this::attempt, answer -> answer.statusCode() == 200)
        .path("access_token");
  }

  private Response attempt() {
    return given()
        .baseUri(server.baseUrl())
        .formParam("grant_type", "password")
        .formParam("client_id", "admin-cli")
        .formParam("username", server.superuserName())
        .formParam("password", server.superuserPassword())
        .post("/realms/" + server.realm() + "/protocol/openid-connect/token");
  }
}
