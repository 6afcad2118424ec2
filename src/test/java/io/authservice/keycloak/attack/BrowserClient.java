package io.authservice.keycloak.attack;

import io.authservice.keycloak.testing.Jwt;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;

/** A client that browsers log in by. */
final class BrowserClient {

  /** Where they come back to; nobody listens there. */
  static final String REDIRECT = "http://127.0.0.1:9/callback";

  private final Stage stage;
  private final String clientId;
  private final String endpoints;
  private final String query;

  /** Makes a new one. */
  BrowserClient(Stage stage, String baseUrl) {
    this.stage = stage;
    clientId = "client-" + Stage.newName();
    stage.make(
        "/clients",
        Map.of(
            "clientId",
            clientId,
            "publicClient",
            true,
            "standardFlowEnabled",
            true,
            "redirectUris",
            List.of(REDIRECT)));
    endpoints = baseUrl + "/realms/" + stage.realm() + "/protocol/openid-connect/";
    query = "?client_id=" + clientId + "&redirect_uri=" + REDIRECT;
  }

  /** The address by which a browser begins, at the login or at another endpoint of the kind. */
  String page(String endpoint) {
    return endpoints + endpoint + query + "&response_type=code&scope=openid";
  }

  /** The name of who came back with a code, as Keycloak's ids go. */
  String subject(String code) {
    Response tokens =
        stage.token(
            stage.realm(),
            Map.of(
                "grant_type", "authorization_code",
                "client_id", clientId,
                "redirect_uri", REDIRECT,
                "code", code));
    return Jwt.of(tokens.then().statusCode(200).extract().path("access_token")).claim("sub");
  }

  void remove() {
    stage.asMaster().delete(stage.admin("/clients/" + stage.client(clientId)));
  }
}
