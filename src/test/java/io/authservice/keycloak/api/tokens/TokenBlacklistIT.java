package io.authservice.keycloak.api.tokens;

import static io.authservice.keycloak.testing.TokenAnswers.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/token/blacklist/}. */
@Tag("contract")
@WithTestServer
class TokenBlacklistIT {

  private static final String BLACKLIST = "/api/token/blacklist/";
  private static final String CLIENT = "auth-service-api";

  private final TestServer server;
  private final Api api;

  TokenBlacklistIT(TestServer server) {
    this.server = server;
    api = new Api(server);
  }

  private Response blacklist(String token) {
    return post("{\"refresh\": \"%s\"}".formatted(token));
  }

  private Response post(String body) {
    return api.anonymous().contentType(ContentType.JSON).body(body).post(BLACKLIST);
  }

  @Test
  void endsARefreshTokenAtEveryTokenEndpoint() {
    User user = api.user();

    Response response = blacklist(user.refresh());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asString()).isEqualTo("{}");
    assertThat(response.header("Allow")).isEqualTo("POST, OPTIONS");
    assertRefused(api.refresh(user.refresh()), "Token is blacklisted");
    for (String endpoint : List.of("/o/token/", "/realms/%s/protocol/openid-connect/token")) {
      api.anonymous()
          .formParam("grant_type", "refresh_token")
          .formParam("client_id", CLIENT)
          .formParam("refresh_token", user.refresh())
          .post(endpoint.formatted(server.realm()))
          .then()
          .statusCode(400)
          .body("error", equalTo("invalid_grant"));
    }
  }

  @Test
  void leavesWhatElseWasIssued() {
    User user = api.user();
    User elsewhere = api.loggedIn(user.id(), user.username(), user.password());

    blacklist(user.refresh()).then().statusCode(200);

    api.as(user).get("/auth/me/").then().statusCode(200);
    api.refresh(elsewhere.refresh()).then().statusCode(200);
  }

  @Test
  void leavesTheLogoutToTheTokensOwner() {
    User user = api.user();
    blacklist(user.refresh()).then().statusCode(200);

    api.anonymous()
        .formParam("client_id", CLIENT)
        .formParam("refresh_token", user.refresh())
        .post("/realms/" + server.realm() + "/protocol/openid-connect/logout")
        .then()
        .statusCode(204);

    api.as(user).get("/auth/me/").then().statusCode(401);
  }

  @Test
  void refusesATokenThatIsBlacklistedAlready() {
    User user = api.user();
    blacklist(user.refresh()).then().statusCode(200);

    assertRefused(blacklist(user.refresh()), "Token is blacklisted");
  }

  @Test
  void isAnsweredOnceWhenAskedOftenAtOnce() {
    User user = api.user();

    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, 6)
            .mapToObj(
                turn -> CompletableFuture.supplyAsync(() -> blacklist(user.refresh()).statusCode()))
            .toList();

    assertThat(answers.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrder(200, 401, 401, 401, 401, 401);
  }

  @Test
  void takesTheTokenOfAUserWhoIsGone() {
    User user = api.deleted();

    blacklist(user.refresh()).then().statusCode(200);

    assertRefused(api.refresh(user.refresh()), "Token is blacklisted");
  }

  @Test
  void refusesAnAccessToken() {
    User user = api.user();

    assertRefused(blacklist(user.access()), "Token has wrong type");
    api.as(user).get("/auth/me/").then().statusCode(200);
  }

  @Test
  void leavesTheTokensOfOtherClientsAlone() {
    User user = api.user();
    AdminApi admin = new AdminApi(server);
    String clientId = admin.client(Map.of());
    String refresh =
        admin
            .grant(server.realm(), clientId, user.username(), user.password())
            .path("refresh_token");

    assertRefused(blacklist(refresh), "Token is invalid");
    assertRefused(api.refresh(refresh), "Token is invalid");
    admin
        .token(
            server.realm(),
            Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", refresh))
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "a.b.c", "e30.e30.e30"})
  void refusesGarbage(String token) {
    assertRefused(blacklist(token), "Token is invalid");
  }

  @Test
  void refusesWhatWasTamperedWithAndBlacklistsNothing() {
    User user = api.user();
    Jwt token = Jwt.of(user.refresh());

    assertRefused(blacklist(token.withAlteredSignature()), "Token is invalid");
    assertRefused(blacklist(token.unsigned("none")), "Token is invalid");
    assertRefused(blacklist(token.with("exp", 1L)), "Token is invalid");
    api.refresh(user.refresh()).then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | {"refresh":["This field is required."]}
          {"token": "x"} | {"refresh":["This field is required."]}
          {"refresh": " "} | {"refresh":["This field may not be blank."]}
          {"refresh": {}} | {"refresh":["Not a valid string."]}
          null | {"non_field_errors":["No data provided"]}
          """)
  void saysWhatIsWrongWithTheField(String body, String errors) {
    Response response = post(body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.asString()).isEqualTo(errors);
  }

  @Test
  void isServedBelowTheRealmAsWell() {
    User user = api.user();

    api.anonymous()
        .formParam("refresh", user.refresh())
        .post("/realms/" + server.realm() + "/auth-service" + BLACKLIST)
        .then()
        .statusCode(200);

    assertRefused(api.refresh(user.refresh()), "Token is blacklisted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE"})
  void takesNothingButPost(String method) {
    api.anonymous()
        .request(method, BLACKLIST)
        .then()
        .statusCode(405)
        .header("Allow", "POST, OPTIONS");
  }

  @Test
  void describesItself() {
    Response response = api.anonymous().options(BLACKLIST);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asString())
        .startsWith(
            """
            {"name":"Token Blacklist","description":"Takes a token and blacklists it. Must be used\
             with the\\n`rest_framework_simplejwt.token_blacklist` app installed.",""")
        .endsWith(
            """
            "actions":{"POST":{"refresh":{"type":"string","required":true,"read_only":false,\
            "label":"Refresh"}}}}""");
  }
}
