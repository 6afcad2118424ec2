package io.authservice.keycloak.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.api.attribute.RecordShape;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.DocumentedApi;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The OpenAPI document is served, and the server does what it says. */
@Tag("contract")
@WithTestServer
class OpenApiIT {

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;
  private final DocumentedApi documented = new DocumentedApi();

  OpenApiIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  private RequestSpecification anonymous() {
    return api.anonymous().filter(documented);
  }

  private RequestSpecification as(User user) {
    return api.as(user).filter(documented);
  }

  private static RequestSpecification json(RequestSpecification request, Object body) {
    return request.contentType(ContentType.JSON).body(body);
  }

  @Test
  void isServedToEveryoneWithTheVersionOfTheBuild() throws IOException {
    Response answer = anonymous().get("/api/schema/");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/json");
    assertThat(new ObjectMapper().readTree(answer.asString()))
        .isEqualTo(new ApiDocument().content(server.baseUrl(), RecordShape.DJANGO));
    assertThat(answer.jsonPath().getString("openapi")).startsWith("3.1.");
    assertThat(answer.jsonPath().getString("info.version")).matches("\\d+\\.\\d+\\.\\d+(-\\w+)?");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "NONE",
      value = {
        "application/yaml, NONE, application/yaml",
        "NONE, yaml, application/yaml",
        "application/vnd.oai.openapi, NONE, application/vnd.oai.openapi; charset=utf-8"
      })
  void isServedAsYamlOfTheSameContent(String accept, String format, String type)
      throws IOException {
    Response answer =
        anonymous()
            .accept(accept == null ? "*/*" : accept)
            .queryParams(format == null ? Map.of() : Map.of("format", format))
            .get("/api/schema/");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualToIgnoringCase(type);
    assertThat(answer.header("Vary")).contains("Accept");
    Map<?, ?> read = new Yaml().load(answer.asString());
    assertThat(new ObjectMapper().<JsonNode>valueToTree(read))
        .isEqualTo(new ObjectMapper().readTree(anonymous().get("/api/schema/").asString()));
  }

  @Test
  void isWrittenInNoOtherFormat() {
    anonymous().queryParam("format", "xml").get("/api/schema/").then().statusCode(404);
    anonymous().accept("application/xml").get("/api/schema/").then().statusCode(406);
    api.asSuperuser().accept("application/yaml").get("/auth/me/").then().statusCode(406);
    api.asSuperuser().queryParam("format", "yaml").get("/auth/me/").then().statusCode(404);
  }

  @Test
  void tellsTheAddressOfTheRealmWhereItIsAskedThere() {
    String mount = "/realms/" + server.realm() + "/auth-service";
    Response answer = anonymous().get(mount + "/api/schema/");

    assertThat(answer.<String>path("servers[0].url")).isEqualTo(server.baseUrl() + mount);
    anonymous().get(answer.path("servers[0].url") + "/api/schema/").then().statusCode(200);
  }

  /** What the server would not do is not documented, and what it does is. */
  @Test
  void namesTheMethodsOfEveryPath() {
    User superuser = api.superuser();
    documented
        .operations()
        .forEach(
            (path, methods) -> {
              Set<String> allowed = new TreeSet<>(methods);
              allowed.add("OPTIONS");
              if (methods.contains("GET")) {
                allowed.add("HEAD");
              }
              String address = path.replace("{id}", Long.toString(superuser.id()));
              Response answer =
                  path.startsWith("/o/")
                      ? api.anonymous().options(address)
                      : api.as(superuser).options(address);

              assertThat(answer.statusCode()).as(path).isEqualTo(200);
              assertThat(Arrays.asList(answer.header("Allow").split(", ", -1)))
                  .as(path)
                  .containsExactlyInAnyOrderElementsOf(allowed);
            });
  }

  @Test
  void everyOperationAnswersAsDocumentedWhetherItSucceedsOrFails() {
    users();
    tokens();
    oauth2();
    pages();

    documented
        .operations()
        .forEach(
            (path, methods) ->
                methods.forEach(
                    method ->
                        assertThat(documented.seen())
                            .as(method + " " + path + " succeeds")
                            .anyMatch(
                                answer ->
                                    answer.matches("\\Q" + method + " " + path + "\\E [23].."))));
    assertThat(documented.seen())
        .contains(
            "POST /api/users/ 400",
            "POST /api/users/ 415",
            "GET /api/users/ 401",
            "GET /api/users/ 406",
            "GET /api/users/{id}/ 404",
            "PATCH /api/users/{id}/ 400",
            "PATCH /api/users/{id}/ 403",
            "GET /auth/me/ 401",
            "POST /api/token/ 401",
            "POST /api/token/ 400",
            "POST /api/token/refresh/ 401",
            "POST /api/token/verify/ 400",
            "POST /api/token/verify/ 401",
            "POST /api/token/blacklist/ 401",
            "POST /o/token/ 400",
            "POST /o/token/ 401",
            "POST /o/revoke_token/ 400",
            "POST /o/revoke_token/ 401",
            "POST /o/introspect/ 403",
            "GET /o/userinfo/ 401");
  }

  private void users() {
    String name = Api.newName();
    json(anonymous(), Api.form(name)).post("/api/users/");
    json(anonymous(), Api.form(name)).post("/api/users/");
    json(anonymous(), List.of()).post("/api/users/");
    anonymous().contentType(ContentType.JSON).body("{").post("/api/users/");
    anonymous().contentType("text/plain").body("a").post("/api/users/");
    User user = api.user();
    User superuser = api.superuser();
    anonymous().get("/api/users/");
    as(user).get("/api/users/");
    as(user).accept("image/png").get("/api/users/");
    as(superuser).get("/api/users/");
    api.as("no-token").filter(documented).get("/auth/me/");
    api.anonymous().header("Authorization", "Bearer").filter(documented).get("/auth/me/");
    api.as(api.disabled()).filter(documented).get("/auth/me/");
    as(user).get("/auth/me/");
    as(user).get("/api/auth/me/");
    as(user).get(user.path());
    as(user).get(superuser.path());
    json(as(user), Map.of("email", "no address")).patch(user.path());
    json(as(user), Map.of("first_name", "New")).patch(user.path());
    json(as(api.staff()), Map.of("first_name", "New")).patch(superuser.path());
    json(as(user), Api.form(user.username())).put(user.path());
    as(superuser).delete(user.path());
    as(user).get("/auth/me/");
    anonymous().get("/api/schema/");
  }

  private void tokens() {
    User user = api.user();
    Map<String, String> login = Map.of("username", user.username(), "password", user.password());
    json(anonymous(), login).post("/api/token/");
    json(anonymous(), Map.of("username", user.username(), "password", "no")).post("/api/token/");
    json(anonymous(), Map.of()).post("/api/token/");
    json(anonymous(), Map.of("refresh", user.refresh())).post("/api/token/refresh/");
    json(anonymous(), Map.of("refresh", "no-token")).post("/api/token/refresh/");
    json(anonymous(), Map.of("token", user.access())).post("/api/token/verify/");
    json(anonymous(), Map.of("token", "no-token")).post("/api/token/verify/");
    json(anonymous(), Map.of("refresh", user.refresh())).post("/api/token/blacklist/");
    json(anonymous(), Map.of("refresh", user.refresh())).post("/api/token/blacklist/");
    json(anonymous(), Map.of("token", user.refresh())).post("/api/token/verify/");
    json(anonymous(), Map.of("refresh", user.refresh())).post("/api/token/refresh/");
  }

  private void oauth2() {
    User user = api.user();
    String client =
        admin.client(
            Map.of(
                "publicClient",
                false,
                "secret",
                "a-secret",
                "directAccessGrantsEnabled",
                true,
                "serviceAccountsEnabled",
                true,
                "defaultClientScopes",
                List.of("basic", "auth-service"),
                "optionalClientScopes",
                List.of("read", "write"),
                "attributes",
                Map.of("oauth2.device.authorization.grant.enabled", "true")));
    Response tokens =
        asClient(client, "a-secret")
            .formParams(
                Map.of(
                    "grant_type",
                    "password",
                    "username",
                    user.username(),
                    "password",
                    user.password(),
                    "scope",
                    "openid read"))
            .post("/o/token/");
    asClient(client, "a-secret").formParam("grant_type", "client_credentials").post("/o/token/");
    asClient(client, "wrong").formParam("grant_type", "client_credentials").post("/o/token/");
    asClient(client, "a-secret").formParam("grant_type", "none").post("/o/token/");
    asClient(client, "a-secret").formParam("grant_type", "refresh_token").post("/o/token/");
    String access = tokens.path("access_token");
    api.as(access).filter(documented).get("/o/userinfo/");
    api.as(access).filter(documented).post("/o/userinfo/");
    anonymous().get("/o/userinfo/");
    asClient(client, "a-secret").formParam("token", access).post("/o/introspect/");
    asClient(client, "a-secret").formParam("token", "no-token").post("/o/introspect/");
    asClient(client, "wrong").formParam("token", access).post("/o/introspect/");
    asClient(client, "a-secret").queryParam("token", access).get("/o/introspect/");
    asClient(client, "wrong").queryParam("token", access).get("/o/introspect/");
    asClient(client, "a-secret").formParam("token", access).post("/o/revoke_token/");
    asClient(client, "wrong").formParam("token", access).post("/o/revoke_token/");
    asClient(client, "a-secret").formParam("none", "").post("/o/revoke_token/");
    asClient(client, "a-secret").formParam("scope", "read").post("/o/device-authorization/");
    asClient(client, "wrong").formParam("scope", "read").post("/o/device-authorization/");
  }

  private RequestSpecification asClient(String client, String secret) {
    return anonymous().auth().preemptive().basic(client, secret);
  }

  private void pages() {
    documented.operations().keySet().stream()
        .filter(path -> path.startsWith("/o/"))
        .filter(path -> documented.operations().get(path).contains("GET"))
        .filter(path -> !path.equals("/o/userinfo/"))
        .forEach(path -> anonymous().get(path));
    anonymous().formParam("client_id", "any").post("/o/authorize/");
    anonymous().formParam("client_id", "any").post("/o/logout/");
  }
}
