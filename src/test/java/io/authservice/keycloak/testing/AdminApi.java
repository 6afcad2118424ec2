package io.authservice.keycloak.testing;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.TestSettings;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Keycloak's Admin API as an administrator of the master realm uses it. Our own server has one; for
 * another server the system property {@code contract.masterAdmin} (name:password) names one, and
 * without it these tests are skipped.
 */
public final class AdminApi {
  /** A redirect address at which nobody listens. */
  public static final String REDIRECT = "http://127.0.0.1:9/callback";

  private static final int MOST_RETRIES = 3;

  private final TestServer server;
  private final String name;
  private final String password;

  public AdminApi(TestServer server) {
    this.server = server;
    String[] given = System.getProperty("contract.masterAdmin", "").split(":", 2);
    assumeTrue(
        given.length == 2 || server.log().isPresent(),
        "contract.masterAdmin names no administrator of the running server's master realm");
    name = given.length == 2 ? given[0] : TestSettings.MASTER_ADMIN_NAME;
    password = given.length == 2 ? given[1] : TestSettings.MASTER_ADMIN_PASSWORD;
  }

  /** A request as the master administrator. */
  public RequestSpecification request() {
    return as(server.masterToken().get(this::adminTokenOfMaster));
  }

  /** A new token of the master administrator. */
  public String adminTokenOfMaster() {
    return grant("master", "admin-cli", name, password).path("access_token");
  }

  public RequestSpecification as(String accessToken) {
    return given()
        .baseUri(server.baseUrl())
        .auth()
        .oauth2(accessToken)
        .contentType(ContentType.JSON);
  }

  /** A path of the realm in the Admin API. */
  public String path(String below) {
    return "/admin/realms/" + server.realm() + below;
  }

  /** Imports a dump of Django's, and waits until it is done. */
  public void importDump(String dump) {
    String id =
        request()
            .body(dump)
            .post(path("/auth-service/import"))
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    Awaitility.await()
        .until(
            () ->
                request().get(path("/auth-service/import/" + id)).path("state").equals("finished"));
  }

  /** The answer of the native token endpoint to a password grant, whatever it is. */
  public Response attempt(String realm, String clientId, String username, String secret) {
    return token(realm, passwordGrant(clientId, username, secret));
  }

  private static Map<String, String> passwordGrant(
      String clientId, String username, String secret) {
    return Map.of(
        "grant_type", "password",
        "client_id", clientId,
        "username", username,
        "password", secret);
  }

  /**
   * The answer to a password grant that is let through. Keycloak's brute-force protection still
   * takes a user to be logging in for an instant after the answer to the login before.
   */
  public Response grant(String realm, String clientId, String username, String secret) {
    return grant(realm, passwordGrant(clientId, username, secret));
  }

  /** The same, with more parameters than a public client sends. */
  public Response grant(String realm, Map<String, String> form) {
    Response answer = token(realm, form);
    for (int again = 0; again < MOST_RETRIES && answer.statusCode() == 400; again++) {
      answer = token(realm, form);
    }
    return answer.then().statusCode(200).extract().response();
  }

  /** An access token for the Admin API, from the realm's own command-line client. */
  public String adminToken(Api.User user) {
    return grant(server.realm(), "admin-cli", user.username(), user.password())
        .path("access_token");
  }

  public Response token(String realm, Map<String, String> form) {
    return given()
        .baseUri(server.baseUrl())
        .formParams(form)
        .post("/realms/" + realm + "/protocol/openid-connect/token");
  }

  /** A user's Keycloak id by its exact name. */
  public String id(String username) {
    List<String> ids =
        request()
            .queryParam("username", username)
            .queryParam("exact", true)
            .get(path("/users"))
            .then()
            .statusCode(200)
            .extract()
            .path("id");
    if (ids.size() != 1) {
      throw new AssertionError(username + " is found " + ids.size() + " times");
    }
    return ids.get(0);
  }

  /** The user's representation. */
  public Map<String, Object> user(String id) {
    return request().get(path("/users/" + id)).then().statusCode(200).extract().path("$");
  }

  /** Changes a user as the console does: reads all of it, and writes all of it back. */
  public void change(String id, String field, Object value) {
    Map<String, Object> user = new HashMap<>(user(id));
    user.put(field, value);
    request().body(user).put(path("/users/" + id)).then().statusCode(204);
  }

  /** Changes one attribute and leaves the others. */
  public static Map<String, Object> withAttribute(
      Map<String, Object> user, String name, String value) {
    Map<String, Object> attributes = new HashMap<>();
    if (user.get("attributes") instanceof Map<?, ?> known) {
      known.forEach((key, values) -> attributes.put(key.toString(), values));
    }
    attributes.put(name, List.of(value));
    Map<String, Object> changed = new HashMap<>(user);
    changed.put("attributes", attributes);
    return changed;
  }

  /**
   * Makes a user with a password; an entry of {@code more} replaces the default of its name.
   *
   * @return its Keycloak id
   */
  public String create(String username, Map<String, Object> more) {
    Map<String, Object> user = new HashMap<>();
    user.put("username", username);
    user.put("email", username + "@example.com");
    user.put("firstName", "First");
    user.put("lastName", "Last");
    user.put("enabled", true);
    user.put("credentials", List.of(password(Api.PASSWORD, false)));
    user.putAll(more);
    String location =
        request()
            .body(user)
            .post(path("/users"))
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /** Fails so many logins that brute-force protection keeps the user out. */
  public void lockOut(String username) {
    String failures = path("/attack-detection/brute-force/users/" + id(username));
    for (int turn = 0; turn < 100; turn++) {
      attempt(server.realm(), "admin-cli", username, "wrong-" + turn);
      if (request().get(failures).then().statusCode(200).extract().path("disabled")) {
        return;
      }
    }
    throw new AssertionError(username + " is not locked out");
  }

  /** Sets some of the realm's settings; returns what they were. */
  public Map<String, Object> configure(Map<String, Object> settings) {
    Map<String, Object> realm = request().get(path("")).then().statusCode(200).extract().path("$");
    Map<String, Object> before = new HashMap<>(realm);
    before.keySet().retainAll(settings.keySet());
    request().body(settings).put(path("")).then().statusCode(204);
    return before;
  }

  /** Sets one of the user storage's settings; null takes it away. */
  public void configureStorage(String name, String value) {
    Map<String, Object> component =
        new HashMap<>(
            request()
                .queryParam("type", "org.keycloak.storage.UserStorageProvider")
                .get(path("/components"))
                .then()
                .statusCode(200)
                .extract()
                .<Map<String, Object>>path("find { it.providerId == 'auth-service-users' }"));
    Map<String, Object> config = new HashMap<>();
    if (component.get("config") instanceof Map<?, ?> known) {
      known.forEach((key, values) -> config.put(key.toString(), values));
    }
    config.put(name, value == null ? List.of() : List.of(value));
    component.put("config", config);
    request()
        .body(component)
        .put(path("/components/" + component.get("id")))
        .then()
        .statusCode(204);
  }

  public static Map<String, Object> password(String value, boolean temporary) {
    return Map.of("type", "password", "value", value, "temporary", temporary);
  }

  /** Makes a public client for direct grants and browser logins; returns its client id. */
  public String client(Map<String, Object> more) {
    String clientId = "client-" + Api.newName();
    Map<String, Object> client = new HashMap<>();
    client.put("clientId", clientId);
    client.put("publicClient", true);
    client.put("directAccessGrantsEnabled", true);
    client.put("standardFlowEnabled", true);
    client.put("fullScopeAllowed", true);
    client.put("redirectUris", List.of(REDIRECT));
    client.putAll(more);
    request().body(client).post(path("/clients")).then().statusCode(201);
    return clientId;
  }
}
