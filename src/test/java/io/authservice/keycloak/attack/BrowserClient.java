package io.authservice.keycloak.attack;

import java.util.List;
import java.util.Map;

/** A client that browsers log in by. */
final class BrowserClient {

  /** Where they come back to; nobody listens there. */
  static final String REDIRECT = "http://127.0.0.1:9/callback";

  private final String endpoints;
  private final String query;

  /** Makes a new one. */
  BrowserClient(Stage stage, String baseUrl) {
    String clientId = "client-" + Stage.newName();
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
}
