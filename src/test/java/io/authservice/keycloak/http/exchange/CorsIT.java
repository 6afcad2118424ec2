package io.authservice.keycloak.http.exchange;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which scripts may read the API's answers. */
@WithTestServer
class CorsIT {
  private static final String CONFIGURED = "https://app.example";
  private static final String OF_A_CLIENT = "https://spa.example:8443";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;

  CorsIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  private ValidatableResponse preflight(String origin) {
    return api.anonymous()
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "PATCH")
        .header("Access-Control-Request-Headers", "authorization")
        .options("/api/users/1/")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Credentials", nullValue())
        .header("Vary", containsString("Origin"));
  }

  @Test
  void aConfiguredOriginMayReadAnswersAndRefusals() {
    preflight(CONFIGURED)
        .header(ALLOW_ORIGIN, equalTo(CONFIGURED))
        .header("Access-Control-Allow-Methods", containsString("PATCH"))
        .header("Access-Control-Allow-Headers", containsString("authorization"));
    api.anonymous()
        .header("Origin", CONFIGURED)
        .get("/auth/me/")
        .then()
        .statusCode(401)
        .header(ALLOW_ORIGIN, equalTo(CONFIGURED))
        .header("Access-Control-Allow-Credentials", nullValue());
  }

  @Test
  void aClientsWebOriginMayReadWhatItsTokensFetch() {
    User user = api.user();
    String clientId = admin.client(Map.of("webOrigins", List.of(OF_A_CLIENT)));
    String access =
        admin
            .grant(server.realm(), clientId, user.username(), user.password())
            .path("access_token");

    preflight(OF_A_CLIENT).header(ALLOW_ORIGIN, equalTo(OF_A_CLIENT));
    api.as(access)
        .header("Origin", OF_A_CLIENT)
        .get("/auth/me/")
        .then()
        .statusCode(200)
        .header(ALLOW_ORIGIN, equalTo(OF_A_CLIENT));
    api.as(user)
        .header("Origin", OF_A_CLIENT)
        .get("/auth/me/")
        .then()
        .statusCode(200)
        .header(ALLOW_ORIGIN, nullValue());
  }

  /** Who is refused is known by no client; its script waits for the 401 to log in again. */
  @Test
  void aClientsWebOriginMayReadEveryRefusal() {
    User user = api.user();
    admin.client(Map.of("webOrigins", List.of(OF_A_CLIENT)));
    api.anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of("refresh", user.refresh()))
        .post("/api/token/blacklist/");

    readable(api.anonymous().header("Origin", OF_A_CLIENT).get("/auth/me/"), 401);
    readable(api.as("no.token.atall").header("Origin", OF_A_CLIENT).get("/auth/me/"), 401);
    readable(
        api.anonymous()
            .header("Origin", OF_A_CLIENT)
            .contentType(ContentType.JSON)
            .body(Map.of("refresh", user.refresh()))
            .post("/api/token/refresh/"),
        401);
    readable(api.as(user).header("Origin", OF_A_CLIENT).get("/api/nothing/"), 404);
    readable(api.as(user).header("Origin", OF_A_CLIENT).get("/o/nothing/"), 404);
    readable(api.as(user).header("Origin", OF_A_CLIENT).delete("/auth/me/"), 405);
    readable(api.anonymous().header("Origin", OF_A_CLIENT).get("/o/token/"), 405);
    readable(
        api.as(user)
            .header("Origin", OF_A_CLIENT)
            .contentType(ContentType.JSON)
            .body("[" + " ".repeat(5 << 20) + "]")
            .post("/api/users/"),
        413);
    readable(
        api.anonymous()
            .header("Origin", OF_A_CLIENT)
            .contentType("application/x-www-form-urlencoded")
            .body("grant_type=client_credentials&client_id=nobody&client_secret=x")
            .post("/o/token/"),
        401);
  }

  @Test
  void aClientsWebOriginMayReadThatItsTokenWasLoggedOut() {
    User user = api.user();
    String clientId = admin.client(Map.of("webOrigins", List.of(OF_A_CLIENT)));
    Response tokens = admin.grant(server.realm(), clientId, user.username(), user.password());
    api.anonymous()
        .contentType(ContentType.URLENC.withCharset("UTF-8"))
        .formParam("client_id", clientId)
        .formParam("refresh_token", tokens.<String>path("refresh_token"))
        .post("/realms/" + server.realm() + "/protocol/openid-connect/logout")
        .then()
        .statusCode(204);

    readable(
        api.as(tokens.<String>path("access_token")).header("Origin", OF_A_CLIENT).get("/auth/me/"),
        401);
  }

  private static void readable(Response answer, int status) {
    answer
        .then()
        .statusCode(status)
        .header(ALLOW_ORIGIN, equalTo(OF_A_CLIENT))
        .header("Access-Control-Allow-Credentials", nullValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://app.example",
        "https://app.example.evil.example",
        "https://app.example:444",
        "null"
      })
  void aForeignOriginIsToldNothing(String origin) {
    preflight(origin)
        .header(ALLOW_ORIGIN, nullValue())
        .header("Access-Control-Allow-Methods", nullValue());
    api.as(api.user())
        .header("Origin", origin)
        .get("/auth/me/")
        .then()
        .statusCode(200)
        .header(ALLOW_ORIGIN, nullValue());
    api.anonymous()
        .header("Origin", origin)
        .get("/auth/me/")
        .then()
        .statusCode(401)
        .header(ALLOW_ORIGIN, nullValue());
  }
}
