package io.authservice.keycloak.api.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What realm and client settings do to the tokens of {@code /api/token/}. */
@WithTestServer
class TokenSettingsIT {

  private static final String CLIENT = "auth-service-api";

  private final Api api;
  private final AdminApi admin;

  TokenSettingsIT(TestServer server) {
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @Test
  void theClientsAttributesAreTheTokensLifetimes() {
    Map<String, Object> before =
        configureClient(
            Map.of(
                "access.token.lifespan", "120",
                "client.session.idle.timeout", "1800",
                "client.session.max.lifespan", "3600"));
    try {
      User user = api.user();

      assertThat(lifetime(user.access())).isEqualTo(120);
      assertThat(lifetime(user.refresh())).isEqualTo(1800);
      assertThat(lifetime(api.refresh(user.refresh()).path("access"))).isEqualTo(120);
    } finally {
      configureClient(before);
    }
  }

  private static long lifetime(String token) {
    Jwt jwt = Jwt.of(token);
    assertThat(jwt.claim("jti")).isNotBlank();
    return jwt.claims().path("exp").asLong() - jwt.claims().path("iat").asLong();
  }

  /** Returns the attributes as they were. */
  private Map<String, Object> configureClient(Map<String, Object> attributes) {
    Map<String, Object> client =
        new HashMap<>(
            admin
                .request()
                .queryParam("clientId", CLIENT)
                .get(admin.path("/clients"))
                .then()
                .statusCode(200)
                .extract()
                .<Map<String, Object>>path("[0]"));
    Map<String, Object> before = new HashMap<>();
    Map<String, Object> changed = new HashMap<>();
    if (client.get("attributes") instanceof Map<?, ?> known) {
      known.forEach((name, value) -> before.put(name.toString(), value));
    }
    changed.putAll(before);
    changed.putAll(attributes);
    client.put("attributes", changed);
    admin
        .request()
        .body(client)
        .put(admin.path("/clients/" + client.get("id")))
        .then()
        .statusCode(204);
    return before;
  }

  @Test
  void aRealmThatRevokesUsedRefreshTokensGetsNewOnesOut() {
    Map<String, Object> before =
        admin.configure(Map.of("revokeRefreshToken", true, "refreshTokenMaxReuse", 0));
    try {
      User user = api.user();

      Response first = api.refresh(user.refresh());

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.asString()).matches("\\{\"access\":\"[\\w.-]+\",\"refresh\":\"[\\w.-]+\"}");
      String second = first.path("refresh");
      assertThat(Jwt.of(second).claim("token_type")).isEqualTo("refresh");
      assertThat(Jwt.of(second).claim("user_id")).isEqualTo(Long.toString(user.id()));
      verify(second).then().statusCode(200);
      verify(user.refresh()).then().statusCode(401);
      api.refresh(second).then().statusCode(200);
      assertThat(api.refresh(second).asString())
          .isEqualTo("{\"detail\":\"Token is invalid\",\"code\":\"token_not_valid\"}");
    } finally {
      admin.configure(before);
    }
  }

  private Response verify(String token) {
    return api.anonymous().formParam("token", token).post("/api/token/verify/");
  }
}
