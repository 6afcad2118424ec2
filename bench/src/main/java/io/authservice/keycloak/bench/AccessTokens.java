package io.authservice.keycloak.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.server.TestSettings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** Access tokens of those who may see all users. */
final class AccessTokens {

  private final JsonClient http = new JsonClient();
  private final String baseUrl;

  AccessTokens(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** The first superuser's, from the API. */
  String superuser() {
    ObjectNode login =
        JsonNodeFactory.instance
            .objectNode()
            .put("username", TestSettings.SUPERUSER_NAME)
            .put("password", TestSettings.SUPERUSER_PASSWORD);
    return http.send(
            HttpRequest.newBuilder(URI.create(baseUrl + "/api/token/"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(login.toString())),
            200)
        .get("access")
        .textValue();
  }

  /** That of an administrator of the master realm. */
  String administrator() {
    String form =
        "grant_type=password&client_id=admin-cli&username="
            + TestSettings.MASTER_ADMIN_NAME
            + "&password="
            + TestSettings.MASTER_ADMIN_PASSWORD;
    return http.send(
            HttpRequest.newBuilder(
                    URI.create(baseUrl + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)),
            200)
        .get("access_token")
        .textValue();
  }
}
