package io.authservice.keycloak.token.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens that came from Keycloak's own endpoints, and what of them the API accepts. */
@WithTestServer
class NativeTokensIT {

  private static final List<String> SCOPES = List.of("basic", "roles", "auth-service");

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;

  NativeTokensIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  private Response grant(String clientId, User user) {
    return admin.grant(server.realm(), clientId, user.username(), user.password());
  }

  @Test
  void anyClientWithTheAudienceIsWelcome() {
    User user = api.user();
    String clientId = admin.client(Map.of());

    String access = grant(clientId, user).path("access_token");

    assertThat(Jwt.of(access).claim("user_id")).isEqualTo(Long.toString(user.id()));
    api.as(access).get("/auth/me/").then().statusCode(200).body("id", equalTo((int) user.id()));
    api.anonymous()
        .header("Authorization", "bearer " + access)
        .get("/auth/me/")
        .then()
        .statusCode(200);
  }

  @Test
  void aTokenWithoutTheAudienceIsRefused() {
    User user = api.user();
    String clientId = admin.client(Map.of("defaultClientScopes", List.of("basic")));

    String access = grant(clientId, user).path("access_token");

    assertThat(Jwt.of(access).claims().path("aud").toString()).doesNotContain("auth-service-api");
    assertInvalid(access);
  }

  @Test
  void aTokenOfAnotherRealmIsRefused() {
    assertInvalid(admin.adminTokenOfMaster());
  }

  @Test
  void anIdTokenIsRefused() {
    User user = api.user();
    String clientId = admin.client(Map.of());

    String idToken =
        admin
            .token(
                server.realm(),
                Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    clientId,
                    "scope",
                    "openid",
                    "username",
                    user.username(),
                    "password",
                    user.password()))
            .path("id_token");

    api.as(idToken)
        .get("/auth/me/")
        .then()
        .statusCode(401)
        .body("code", equalTo("token_not_valid"));
  }

  @Test
  void aServiceAccountIsNobodysAccount() {
    String clientId =
        admin.client(
            Map.of(
                "publicClient",
                false,
                "secret",
                "s3cret",
                "serviceAccountsEnabled",
                true,
                "defaultClientScopes",
                SCOPES));
    String access =
        admin
            .token(
                server.realm(),
                Map.of(
                    "grant_type", "client_credentials",
                    "client_id", clientId,
                    "client_secret", "s3cret"))
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");

    for (String path : List.of("/auth/me/", "/api/users/")) {
      api.as(access)
          .get(path)
          .then()
          .statusCode(403)
          .body("detail", equalTo("You do not have permission to perform this action."));
    }
  }

  @Test
  void anExpiredTokenIsRefused() {
    User user = api.user();
    String clientId = admin.client(Map.of("attributes", Map.of("access.token.lifespan", "1")));
    String access = grant(clientId, user).path("access_token");

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                api.as(access)
                    .get("/auth/me/")
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("token_not_valid"))
                    .body("messages.message", hasItem("Token is invalid")));
  }

  @Test
  void loggingAUserOutEndsItsTokens() {
    User user = api.user();
    api.as(user).get("/auth/me/").then().statusCode(200);

    admin
        .request()
        .post(admin.path("/users/" + admin.id(user.username()) + "/logout"))
        .then()
        .statusCode(204);

    assertInvalid(user.access());
    api.refresh(user.refresh()).then().statusCode(401).body("code", equalTo("token_not_valid"));
    api.obtain(user.username(), user.password()).then().statusCode(200);
  }

  @Test
  void aRefreshTokenOfAnotherClientIsRefused() {
    String clientId = admin.client(Map.of());

    api.refresh(grant(clientId, api.user()).path("refresh_token")).then().statusCode(401);
  }

  @Test
  void theApisTokenIsOneOfTheRealms() {
    User user = api.user();

    Response introspected =
        admin.token(
            server.realm(),
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "auth-service-api",
                "username",
                user.username(),
                "password",
                user.password()));

    assertThat(Jwt.of(introspected.path("access_token")).claim("iss"))
        .isEqualTo(Jwt.of(user.access()).claim("iss"))
        .endsWith("/realms/" + server.realm());
    assertThat(Jwt.of(user.access()).algorithm()).isEqualTo("RS256");
  }

  @Test
  void rolesAndGroupsAreInTheToken() {
    User user = api.user();
    String id = admin.id(user.username());
    String role = "role-" + Api.newName();
    String group = "group-" + Api.newName();
    admin.request().body(Map.of("name", role)).post(admin.path("/roles")).then().statusCode(201);
    Map<String, Object> stored = admin.request().get(admin.path("/roles/" + role)).path("$");
    String location =
        admin.request().body(Map.of("name", group)).post(admin.path("/groups")).header("Location");
    String groupId = location.substring(location.lastIndexOf('/') + 1);

    admin
        .request()
        .body(List.of(stored))
        .post(admin.path("/users/" + id + "/role-mappings/realm"))
        .then()
        .statusCode(204);
    admin.request().put(admin.path("/users/" + id + "/groups/" + groupId)).then().statusCode(204);
    String clientId =
        admin.client(
            Map.of(
                "defaultClientScopes",
                SCOPES,
                "protocolMappers",
                List.of(
                    Map.of(
                        "name", "groups",
                        "protocol", "openid-connect",
                        "protocolMapper", "oidc-group-membership-mapper",
                        "config",
                            Map.of(
                                "claim.name", "groups",
                                "full.path", "false",
                                "access.token.claim", "true")))));

    Jwt token = Jwt.of(grant(clientId, user).path("access_token"));

    assertThat(token.claims().path("realm_access").path("roles").toString()).contains(role);
    assertThat(token.claims().path("groups").toString()).contains(group);
    admin
        .request()
        .get(admin.path("/groups/" + groupId + "/members"))
        .then()
        .body("username", equalTo(List.of(user.username())));
    admin
        .request()
        .get(admin.path("/roles/" + role + "/users"))
        .then()
        .body("username", equalTo(List.of(user.username())));
  }

  private void assertInvalid(String token) {
    api.as(token)
        .get("/auth/me/")
        .then()
        .statusCode(401)
        .body("code", equalTo("token_not_valid"))
        .body("messages.message", hasItem("Token is invalid"));
  }
}
