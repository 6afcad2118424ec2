package io.authservice.keycloak.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scopes of an access token let its user do. */
@Tag("contract")
@WithTestServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenScopesIT {

  private final TestServer server;
  private final Api api;
  private final Map<String, String> tokens = new HashMap<>();
  private User user;

  TokenScopesIT(TestServer server) {
    this.server = server;
    api = new Api(server);
  }

  @BeforeAll
  void makeTokens() {
    user = api.user();
    String scoped = client(List.of("read", "write"));
    for (String scope : List.of("read", "write", "read write")) {
      tokens.put(scope, token(scoped, scope));
    }
    tokens.put("", token(client(List.of()), ""));
  }

  private String client(List<String> scopes) {
    return new AdminApi(server)
        .client(
            Map.of(
                "defaultClientScopes",
                List.of("basic", "auth-service"),
                "optionalClientScopes",
                scopes));
  }

  private String token(String clientId, String scope) {
    return api.anonymous()
        .contentType(ContentType.URLENC)
        .formParam("grant_type", "password")
        .formParam("client_id", clientId)
        .formParam("username", user.username())
        .formParam("password", user.password())
        .formParam("scope", scope)
        .post("/o/token/")
        .then()
        .statusCode(200)
        .body("scope", equalTo(scope))
        .extract()
        .path("access_token");
  }

  private RequestSpecification with(String scope) {
    return api.as(tokens.get(scope));
  }

  private Response sent(RequestSpecification request, String method, String path) {
    String target = path.replace("{id}", Long.toString(user.id()));
    return method.startsWith("P")
        ? request
            .contentType(ContentType.JSON)
            .body(path.endsWith("users/") ? Api.form(Api.newName()) : Map.of("last_name", "New"))
            .request(method, target)
        : request.request(method, target);
  }

  @ParameterizedTest
  @CsvSource({
    "read, GET, /auth/me/, 200",
    "read, HEAD, /auth/me/, 200",
    "read, GET, /api/users/, 200",
    "read, OPTIONS, /api/users/, 200",
    "read, GET, /api/users/{id}/, 200",
    "write, PATCH, /api/users/{id}/, 200",
    "write, POST, /api/users/, 201",
    "write, DELETE, /api/users/0/, 404",
    "read write, GET, /auth/me/, 200",
    "read write, PATCH, /api/users/{id}/, 200",
    "'', GET, /auth/me/, 200",
    "'', PATCH, /api/users/{id}/, 200",
    "'', POST, /api/users/, 201"
  })
  void aScopeThatIsThereOpensAMethod(String scope, String method, String path, int status) {
    assertThat(sent(with(scope), method, path).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "read, PATCH, /api/users/{id}/, write",
    "read, PUT, /api/users/{id}/, write",
    "read, DELETE, /api/users/{id}/, write",
    "read, DELETE, /api/users/0/, write",
    "read, POST, /api/users/, write",
    "read, POST, /auth/me/, write",
    "read, PROPFIND, /api/users/, write",
    "write, GET, /auth/me/, read",
    "write, GET, /api/auth/me/, read",
    "write, GET, /api/users/, read",
    "write, GET, /api/users/{id}/, read",
    "write, OPTIONS, /api/users/, read"
  })
  void aScopeThatIsMissingIsNamedInTheRefusal(
      String scope, String method, String path, String needed) {
    Response refusal = sent(with(scope), method, path);

    assertThat(refusal.statusCode()).isEqualTo(403);
    assertThat(refusal.asString())
        .isEqualTo("{\"detail\":\"You do not have permission to perform this action.\"}");
    assertThat(refusal.header("WWW-Authenticate"))
        .isEqualTo("Bearer realm=\"api\",error=\"insufficient_scope\",scope=\"" + needed + "\"");
    api.as(user).get("/auth/me/").then().statusCode(200);
  }

  @Test
  void aReaderIsShownNoForm() {
    with("read").options("/api/users/").then().body("actions", nullValue());
    with("read").options(user.path()).then().body("actions", nullValue());
    assertThat(with("read write").options(user.path()).jsonPath().getMap("actions")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "TRACE"})
  void aMethodIsLookedAtOnlyOnceItIsPermitted(String method) {
    int status = method.equals("GET") ? 200 : 405;

    assertThat(with("read write").request(method, "/auth/me/").statusCode()).isEqualTo(status);
  }

  @Test
  void aTokenThatIsNotValidIsRefusedAsThatFirst() {
    api.as("x.y.z").post("/api/users/").then().statusCode(401);
  }

  @Test
  void theTokensOfTheApiItselfHaveBoth() {
    assertThat(Jwt.of(user.access()).claim("scope").split(" ")).contains("read", "write");
    api.as(user).get("/auth/me/").then().body("username", equalTo(user.username()));
  }
}
