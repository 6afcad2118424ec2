package io.authservice.keycloak.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.server.TestSettings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/** What a measurement needs done through Keycloak's Admin API. */
final class AdminClient {

  private static final String PASSWORD_FORMAT = "passwordFormat";

  private final JsonClient http = new JsonClient();
  private final AccessTokens tokens;
  private final String realms;

  AdminClient(String baseUrl) {
    tokens = new AccessTokens(baseUrl);
    realms = baseUrl + "/admin/realms";
  }

  /** Tokens of the master realm live for a minute; a comparison takes longer. */
  void prolongTokens(Duration lifespan) {
    put("/master", object().put("accessTokenLifespan", lifespan.toSeconds()));
  }

  /** The API's own tokens, too, which live for five minutes. */
  void prolongApiTokens(Duration lifespan) {
    String clients = "/" + TestSettings.REALM + "/clients";
    ObjectNode client =
        (ObjectNode) http.send(authorized(clients + "?clientId=auth-service-api"), 200).get(0);
    client
        .withObject("attributes")
        .put("access.token.lifespan", Long.toString(lifespan.toSeconds()));
    put(clients + "/" + client.get("id").textValue(), client);
  }

  void createRealm(String name) {
    http.send(
        authorized("")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    object().put("realm", name).put("enabled", true).toString())),
        201);
  }

  /** The id of the component that our users belong to. */
  String storageId() {
    return storage().get("id").textValue();
  }

  /** Sets the format of new passwords. */
  void passwordFormat(String format) {
    ObjectNode component = storage();
    component.withObject("config").putArray(PASSWORD_FORMAT).add(format);
    put("/" + TestSettings.REALM + "/components/" + storageId(), component);
  }

  private ObjectNode storage() {
    JsonNode found =
        http.send(
            authorized(
                "/"
                    + TestSettings.REALM
                    + "/components?type=org.keycloak.storage.UserStorageProvider"),
            200);
    return (ObjectNode) found.get(0);
  }

  private void put(String path, JsonNode body) {
    http.send(
        authorized(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body.toString())),
        204);
  }

  private HttpRequest.Builder authorized(String path) {
    return HttpRequest.newBuilder(URI.create(realms + path))
        .header("Authorization", "Bearer " + tokens.administrator());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
