package io.authservice.keycloak.api.oauth2;

import static io.restassured.RestAssured.given;

import io.authservice.keycloak.server.TestServer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * OAuth2 clients as django-oauth-toolkit's applications were, made through the Admin API, and
 * removed once the test is over.
 */
public final class RealmClients implements AutoCloseable {

  public static final String REDIRECT = "http://localhost:3000/cb";
  public static final String SECRET = "a-secret-of-the-client";

  private final TestServer server;
  private final String token;
  private final Set<String> made = new LinkedHashSet<>();

  public RealmClients(TestServer server) {
    this.server = server;
    this.token =
        given()
            .formParam("grant_type", "password")
            .formParam("client_id", "admin-cli")
            .formParam("username", server.superuserName())
            .formParam("password", server.superuserPassword())
            .post(realm("/realms/") + "/protocol/openid-connect/token")
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");
  }

  /**
   * Makes a client, in place of one of the same name.
   *
   * @param flow the switch of the one flow it may use, such as {@code directAccessGrantsEnabled}
   */
  public void make(String id, boolean confidential, String flow) {
    make(id, confidential, flow, Map.of());
  }

  /**
   * The same with further fields of the client's representation, which replace the defaults.
   *
   * @param more fields by their names in the Admin API
   */
  public void make(String id, boolean confidential, String flow, Map<String, Object> more) {
    Map<String, Object> client = new HashMap<>();
    client.put("clientId", id);
    client.put("publicClient", !confidential);
    client.put("standardFlowEnabled", false);
    client.put("directAccessGrantsEnabled", false);
    client.put("fullScopeAllowed", false);
    client.put("redirectUris", List.of(REDIRECT));
    client.put("webOrigins", List.of("http://app.example"));
    client.put("defaultClientScopes", List.of("basic", "auth-service"));
    client.put("optionalClientScopes", List.of("read", "write", "introspection"));
    client.put(
        "attributes",
        Map.of(
            "access.token.lifespan", "3600", "oauth2.device.authorization.grant.enabled", "true"));
    client.put(flow, true);
    if (confidential) {
      client.put("secret", SECRET);
    }
    client.putAll(more);
    make(client);
  }

  /**
   * Makes a client, in place of one of the same name.
   *
   * @param client all of it, as the Admin API takes it
   */
  public void make(Map<String, Object> client) {
    String id = client.get("clientId").toString();
    remove(id);
    made.add(id);
    given()
        .auth()
        .oauth2(token)
        .contentType(ContentType.JSON)
        .body(client)
        .post(realm("/admin/realms/") + "/clients")
        .then()
        .statusCode(201);
  }

  /**
   * Changes a client that was made.
   *
   * @param fields by their names in the Admin API
   */
  public void change(String id, Map<String, Object> fields) {
    Map<String, Object> client =
        new HashMap<>(
            given()
                .auth()
                .oauth2(token)
                .queryParam("clientId", id)
                .get(realm("/admin/realms/") + "/clients")
                .<Map<String, Object>>path("[0]"));
    client.putAll(fields);
    given()
        .auth()
        .oauth2(token)
        .contentType(ContentType.JSON)
        .body(client)
        .put(realm("/admin/realms/") + "/clients/" + client.get("id"))
        .then()
        .statusCode(204);
  }

  @Override
  public void close() {
    made.forEach(this::remove);
  }

  private void remove(String id) {
    Response found =
        given()
            .auth()
            .oauth2(token)
            .queryParam("clientId", id)
            .get(realm("/admin/realms/") + "/clients");
    found
        .jsonPath()
        .getList("id", String.class)
        .forEach(
            internal ->
                given()
                    .auth()
                    .oauth2(token)
                    .delete(realm("/admin/realms/") + "/clients/" + internal));
  }

  private String realm(String path) {
    return server.baseUrl() + path + server.realm();
  }
}
