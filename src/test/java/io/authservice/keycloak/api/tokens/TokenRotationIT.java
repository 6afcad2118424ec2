package io.authservice.keycloak.api.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** {@code /api/token/refresh/} with {@code rotate-refresh-tokens}. */
class TokenRotationIT {

  @AutoClose private static TestServer server;
  private final Api api = new Api(server);

  @BeforeAll
  static void start() {
    server =
        TestServer.startWith(
            "rotation",
            List.of("--spi-realm-restapi-extension--auth-service--rotate-refresh-tokens=true"));
  }

  private static void assertBlacklisted(Response response) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.asString())
        .isEqualTo("{\"detail\":\"Token is blacklisted\",\"code\":\"token_not_valid\"}");
  }

  @Test
  void givesANewPairInSimpleJwtsOrder() {
    User user = api.user();

    Response response = api.refresh(user.refresh());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asString()).matches("\\{\"access\":\"[\\w.-]+\",\"refresh\":\"[\\w.-]+\"}");
    api.as(response.path("access").toString())
        .get("/auth/me/")
        .then()
        .body("username", equalTo(user.username()));
  }

  @Test
  void theNewTokenCarriesTheClaimsOfSimpleJwt() {
    User user = api.user();
    Jwt used = Jwt.of(user.refresh());

    Jwt token = Jwt.of(api.refresh(user.refresh()).path("refresh"));

    assertThat(token.claim("user_id")).isEqualTo(Long.toString(user.id()));
    assertThat(token.claim("token_type")).isEqualTo("refresh");
    assertThat(token.claim("jti")).isNotBlank().isNotEqualTo(used.claim("jti"));
    assertThat(token.claims().path("iat").asLong())
        .isBetween(used.claims().path("iat").asLong(), Instant.now().getEpochSecond() + 5);
    assertThat(token.claims().path("exp").asLong()).isEqualTo(used.claims().path("exp").asLong());
  }

  @Test
  void theUsedTokenIsBlacklisted() {
    User user = api.user();
    String second = api.refresh(user.refresh()).path("refresh");

    assertBlacklisted(api.refresh(user.refresh()));
    api.anonymous()
        .formParam("grant_type", "refresh_token")
        .formParam("client_id", "auth-service-api")
        .formParam("refresh_token", user.refresh())
        .post("/realms/" + server.realm() + "/protocol/openid-connect/token")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_grant"));
    api.refresh(second).then().statusCode(200);
  }

  @Test
  void ofManyUsesAtOnceOneSucceeds() {
    User user = api.user();

    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, 6)
            .mapToObj(
                turn ->
                    CompletableFuture.supplyAsync(() -> api.refresh(user.refresh()).statusCode()))
            .toList();

    assertThat(answers.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrder(200, 401, 401, 401, 401, 401);
  }

  /** Each at another door: ours, Keycloak's own, and that of the old service's OAuth2. */
  @RepeatedTest(3)
  void ofManyUsesAtOnceAtSeveralDoorsOneSucceeds() {
    User user = api.user();
    ExecutorService clients = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Integer>> answers =
          IntStream.range(0, 8)
              .mapToObj(
                  turn ->
                      CompletableFuture.supplyAsync(
                          () -> used(turn % 2 == 0, user.refresh()), clients))
              .toList();

      assertThat(answers.stream().map(CompletableFuture::join).filter(status -> status == 200))
          .hasSize(1);
    } finally {
      clients.shutdown();
    }
    assertBlacklisted(api.refresh(user.refresh()));
    assertThat(used(false, user.refresh())).isEqualTo(400);
  }

  private int used(boolean here, String refreshToken) {
    return here ? api.refresh(refreshToken).statusCode() : natively(refreshToken).statusCode();
  }

  private Response natively(String refreshToken) {
    return api.anonymous()
        .formParam("grant_type", "refresh_token")
        .formParam("client_id", "auth-service-api")
        .formParam("refresh_token", refreshToken)
        .post("/realms/" + server.realm() + "/protocol/openid-connect/token");
  }

  @Test
  void aTokenUsedAtKeycloaksOwnDoorIsBlacklistedAtOurs() {
    User user = api.user();

    String second = natively(user.refresh()).then().statusCode(200).extract().path("refresh_token");

    assertBlacklisted(api.refresh(user.refresh()));
    api.refresh(second).then().statusCode(200);
  }

  @Test
  void aUsedTokenStaysValidIfItIsNotToBeBlacklisted() {
    String option = "--spi-realm-restapi-extension--auth-service--";
    try (TestServer keeping =
        TestServer.startWith(
            "keeping-rotation",
            List.of(
                option + "rotate-refresh-tokens=true",
                option + "blacklist-after-rotation=false"))) {
      Api other = new Api(keeping);
      User user = other.user();

      String second =
          other.refresh(user.refresh()).then().statusCode(200).extract().path("refresh");

      assertThat(second).isNotEqualTo(user.refresh());
      other.refresh(user.refresh()).then().statusCode(200);
      other.refresh(second).then().statusCode(200);
    }
  }
}
