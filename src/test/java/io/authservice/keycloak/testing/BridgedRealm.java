package io.authservice.keycloak.testing;

import io.authservice.keycloak.server.ServerClient;
import io.authservice.keycloak.server.TestSettings;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;

/** A realm of ours, and its API below the realm's own address. */
public record BridgedRealm(ServerClient server, String name, String componentId) {

  static final String API_CLIENT = "auth-service-api";

  private static final String OWN_STORAGE = "auth-service-users-001";

  /** The one realm of a server that has its users in Keycloak's own database. */
  public static BridgedRealm own(String baseUrl) {
    return new BridgedRealm(new ServerClient(baseUrl), TestSettings.REALM, OWN_STORAGE);
  }

  public String api(String path) {
    return "/realms/" + name + "/auth-service" + path;
  }

  public String admin(String path) {
    return "/admin/realms/" + name + path;
  }

  public Response obtain(String username, String password) {
    return server
        .anonymous()
        .body(Map.of("username", username, "password", password))
        .post(api("/api/token/"));
  }

  public String login(String username, String password) {
    return obtain(username, password).then().statusCode(200).extract().path("access");
  }

  public Response refresh(String token) {
    return server.anonymous().body(Map.of("refresh", token)).post(api("/api/token/refresh/"));
  }

  /** A request with the token of a login. */
  RequestSpecification as(String username, String password) {
    return server.as(login(username, password));
  }

  public Response list(String token) {
    return server.as(token).get(api("/api/users/"));
  }

  /** Keycloak's id of a user. */
  public String keycloakId(long id) {
    return "f:" + componentId + ":" + id;
  }

  /** Changes settings of the storage, as the admin console does. */
  public Response configure(Map<String, String> settings) {
    Map<String, Object> component =
        server
            .asMaster()
            .get(admin("/components/" + componentId))
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .getMap("");
    @SuppressWarnings("unchecked")
    Map<String, List<String>> config = (Map<String, List<String>>) component.get("config");
    settings.forEach((key, value) -> config.put(key, List.of(value)));
    return server.asMaster().body(component).put(admin("/components/" + componentId));
  }

  public void remove() {
    server.asMaster().delete("/admin/realms/" + name).then().statusCode(204);
  }
}
