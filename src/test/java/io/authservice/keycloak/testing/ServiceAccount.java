package io.authservice.keycloak.testing;

import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A client that acts in its own name, and what the realm gives it, made through the Admin API. */
public final class ServiceAccount {
  private static final String SECRET = "a-secret-of-the-client";

  private final AdminApi admin;
  private final String realm;
  private final String clientId;
  private final String client;
  private final String management;

  /**
   * Makes one without any role.
   *
   * @param more fields of the client's representation, in place of the defaults
   */
  public ServiceAccount(AdminApi admin, String realm, Map<String, Object> more) {
    this.admin = admin;
    this.realm = realm;
    Map<String, Object> fields = new HashMap<>();
    fields.put("publicClient", false);
    fields.put("secret", SECRET);
    fields.put("serviceAccountsEnabled", true);
    fields.put("defaultClientScopes", List.of("basic", "roles", "auth-service"));
    fields.put("optionalClientScopes", List.of("read", "write"));
    fields.putAll(more);
    clientId = admin.client(fields);
    client = internalId(clientId);
    management = internalId("realm-management");
  }

  /** Makes one that holds a role of {@code realm-management}, and has every role in its scope. */
  public static ServiceAccount with(AdminApi admin, String realm, String role) {
    return new ServiceAccount(admin, realm, Map.of()).give(role);
  }

  public String clientId() {
    return clientId;
  }

  /** The Keycloak id of the user that stands for the client. */
  public String userId() {
    return admin
        .request()
        .get(admin.path("/clients/" + client + "/service-account-user"))
        .then()
        .statusCode(200)
        .extract()
        .path("id");
  }

  /** Maps a role of {@code realm-management} to it. */
  public ServiceAccount give(String role) {
    admin.request().body(role(role)).post(mappings()).then().statusCode(204);
    return this;
  }

  /** Takes a role away. */
  public void take(String role) {
    admin.request().body(role(role)).delete(mappings()).then().statusCode(204);
  }

  /** Takes a role into the client's scope. */
  public void openTo(String role) {
    admin
        .request()
        .body(role(role))
        .post(admin.path("/clients/" + client + "/scope-mappings/clients/" + management))
        .then()
        .statusCode(204);
  }

  /** Changes the client. */
  public void change(String field, Object value) {
    String path = admin.path("/clients/" + client);
    Map<String, Object> fields = new HashMap<>(admin.request().get(path).path("$"));
    fields.put(field, value);
    admin.request().body(fields).put(path).then().statusCode(204);
  }

  /** A new access token without any optional scope. */
  public String token() {
    return grant(Map.of());
  }

  /** A new access token of some scope. */
  public String token(String scope) {
    return grant(Map.of("scope", scope));
  }

  private String grant(Map<String, String> more) {
    Map<String, String> form = new HashMap<>(more);
    form.put("grant_type", "client_credentials");
    form.put("client_id", clientId);
    form.put("client_secret", SECRET);
    Response answer = admin.token(realm, form).then().statusCode(200).extract().response();
    return answer.path("access_token");
  }

  private String mappings() {
    return admin.path("/users/" + userId() + "/role-mappings/clients/" + management);
  }

  private List<Map<String, Object>> role(String name) {
    Map<String, Object> role =
        admin
            .request()
            .get(admin.path("/clients/" + management + "/roles/" + name))
            .then()
            .statusCode(200)
            .extract()
            .path("$");
    return List.of(role);
  }

  private String internalId(String id) {
    return admin
        .request()
        .queryParam("clientId", id)
        .get(admin.path("/clients"))
        .then()
        .statusCode(200)
        .extract()
        .path("[0].id");
  }
}
