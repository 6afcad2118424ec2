package io.authservice.keycloak.token.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clients learn of the account, by the scopes they have. */
@WithTestServer
class AccountClaimsIT {

  private static final String SECRET = "change-this-secret";

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;

  AccountClaimsIT(TestServer server) {
    this.server = server;
    this.api = new Api(server);
    this.admin = new AdminApi(server);
  }

  @Test
  void everyClientOfTheApiIsToldTheIdAndTheName() throws IOException {
    User user = api.user();

    Map<String, JsonNode> said =
        said(user, Map.of("defaultClientScopes", List.of("basic", "auth-service")));

    assertThat(said)
        .allSatisfy(
            (place, claims) ->
                assertThat(claims.get("user_id").textValue())
                    .as(place)
                    .isEqualTo(Long.toString(user.id())));
    for (String place : List.of("id_token", "userinfo")) {
      assertThat(said.get(place).get("preferred_username").textValue())
          .as(place)
          .isEqualTo(user.username());
    }
    assertThat(said.get("access_token").has("preferred_username")).isFalse();
  }

  @Test
  void aClientWithIntegerKeysIsToldTheIdAsAnInteger() throws IOException {
    User user = api.user();

    Map<String, JsonNode> said =
        said(user, Map.of("defaultClientScopes", List.of("basic", "auth-service", "integer-id")));

    assertThat(said)
        .allSatisfy(
            (place, claims) -> {
              assertThat(claims.get("user_id").isIntegralNumber()).as(place).isTrue();
              assertThat(claims.get("user_id").longValue()).as(place).isEqualTo(user.id());
            });
    api.as(user).get("/auth/me/").then().statusCode(200);
  }

  @Test
  void anEmailIsToldAsItIsUnlessTheClientOrTheRealmWantsVerifiedOnes() throws IOException {
    User user = api.user();

    assertThat(said(user, Map.of()))
        .allSatisfy(
            (place, claims) -> {
              assertThat(claims.path("email").textValue())
                  .as(place)
                  .isEqualTo(user.username() + "@example.com");
              assertThat(claims.path("email_verified").booleanValue()).as(place).isFalse();
            });
  }

  @Test
  void anEmailIsLeftOutUntilItIsVerified() throws IOException {
    User user = api.user();
    Map<String, Object> wanting =
        Map.of(
            "protocolMappers",
            List.of(
                Map.of(
                    "name",
                    "verified",
                    "protocol",
                    "openid-connect",
                    "protocolMapper",
                    VerifiedEmailMapper.ID,
                    "config",
                    Map.of("always", "true"))));

    assertThat(said(user, wanting))
        .allSatisfy(
            (place, claims) -> {
              assertThat(claims.has("email")).as(place).isFalse();
              assertThat(claims.has("email_verified")).as(place).isFalse();
            });
    api.as(user.access()).get("/auth/me/").then().statusCode(200);

    admin.change(admin.id(user.username()), "emailVerified", true);

    assertThat(said(user, wanting))
        .allSatisfy(
            (place, claims) -> {
              assertThat(claims.path("email").textValue())
                  .as(place)
                  .isEqualTo(user.username() + "@example.com");
              assertThat(claims.path("email_verified").booleanValue()).as(place).isTrue();
            });
  }

  /** What a login tells a confidential client that has some settings of its own. */
  private Map<String, JsonNode> said(User user, Map<String, Object> settings) throws IOException {
    Map<String, Object> client = new LinkedHashMap<>(settings);
    client.put("publicClient", false);
    client.put("secret", SECRET);
    // It asks about its own tokens, which name it in no audience.
    client.put("attributes", Map.of("allow.token.introspection.without.audience.check", "true"));
    String clientId = admin.client(client);
    Response tokens =
        admin.grant(
            server.realm(),
            Map.of(
                "grant_type",
                "password",
                "client_id",
                clientId,
                "client_secret",
                SECRET,
                "username",
                user.username(),
                "password",
                user.password(),
                "scope",
                "openid"));
    String access = tokens.path("access_token");
    String protocol = "/realms/" + server.realm() + "/protocol/openid-connect/";

    Map<String, JsonNode> said = new LinkedHashMap<>();
    said.put("access_token", Jwt.of(access).claims());
    said.put("id_token", Jwt.of(tokens.path("id_token")).claims());
    said.put("userinfo", json(api.as(access).get(protocol + "userinfo")));
    said.put(
        "introspection",
        json(
            api.anonymous()
                .contentType("application/x-www-form-urlencoded")
                .body("client_id=" + clientId + "&client_secret=" + SECRET + "&token=" + access)
                .post(protocol + "token/introspect")));
    return said;
  }

  private static JsonNode json(Response answer) throws IOException {
    answer.then().statusCode(200);
    return new ObjectMapper().readTree(answer.asString());
  }
}
