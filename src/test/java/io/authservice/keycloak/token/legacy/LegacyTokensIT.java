package io.authservice.keycloak.token.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import io.authservice.keycloak.testing.SimpleJwt;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Tokens that the old service signed, at a server that still takes them. */
class LegacyTokensIT {

  private static TestServer server;
  private static Api api;
  private static AdminApi admin;

  @BeforeAll
  static void start() {
    String option = "--spi-realm-restapi-extension--auth-service--legacy-jwt-";
    server =
        TestServer.startWith(
            "legacy",
            List.of(
                option + "secret=" + SimpleJwt.SECRET,
                option + "until=" + Instant.now().plus(1, ChronoUnit.DAYS)));
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void anAccessTokenStandsForItsUser() {
    User user = api.user();

    api.as(token("access", user.id()))
        .get("/auth/me/")
        .then()
        .statusCode(200)
        .body("id", equalTo((int) user.id()));
    api.as(token("access", Long.toString(user.id()))).get(user.path()).then().statusCode(200);
    api.as(token("access", user.id()))
        .contentType(ContentType.JSON)
        .body(Map.of("first_name", "Changed"))
        .patch(user.path())
        .then()
        .statusCode(200)
        .body("first_name", equalTo("Changed"));
  }

  @Test
  void aRefreshTokenIsExchangedForAccessTokensOfOneSessionOfTheRealm() {
    User user = api.user();
    String old = token("refresh", user.id());

    String first = exchanged(old);
    String second = exchanged(old);

    api.as(first).get("/auth/me/").then().statusCode(200).body("id", equalTo((int) user.id()));
    Jwt claims = Jwt.of(first);
    assertThat(claims.algorithm()).isEqualTo("RS256");
    assertThat(claims.claim("token_type")).isEqualTo("access");
    assertThat(claims.claim("user_id")).isEqualTo(Long.toString(user.id()));
    assertThat(claims.claim("azp")).isEqualTo("auth-service-api");
    assertThat(Jwt.of(second).claim("sid")).isEqualTo(claims.claim("sid"));
  }

  @Test
  void theAnswerIsTheUsualOne() {
    Response answer = api.refresh(token("refresh", api.user().id()));

    assertThat(answer.jsonPath().getMap("$").keySet()).isEqualTo(Set.of("access"));
  }

  @Test
  void aBlacklistedRefreshTokenIsRefused() {
    String old = token("refresh", api.user().id());

    blacklist(old).then().statusCode(200);

    api.refresh(old).then().statusCode(401).body("detail", equalTo("Token is blacklisted"));
    blacklist(token("access", api.user().id())).then().statusCode(401);
  }

  private static Response blacklist(String refreshToken) {
    return api.anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of("refresh", refreshToken))
        .post("/api/token/blacklist/");
  }

  @Test
  void verifyPassesWhatCouldBeUsedAndUsesNothingUp() {
    User user = api.user();
    String refresh = token("refresh", user.id());

    assertThat(verified(token("access", user.id()))).isEqualTo(200);
    assertThat(verified(refresh)).isEqualTo(200);
    assertThat(verified(refresh)).isEqualTo(200);
    exchanged(refresh);
    assertThat(verified(refresh)).isEqualTo(200);

    blacklist(refresh).then().statusCode(200);
    assertThat(verified(refresh)).isEqualTo(400);
    assertThat(verified(token("access", user.id()) + "A")).isEqualTo(401);
    setActive(user, false);
    assertThat(verified(token("access", user.id()))).isEqualTo(401);
  }

  @Test
  void verifyRefusesARefreshTokenWhoseSessionHasEnded() {
    User user = api.user();
    String old = token("refresh", user.id());
    String session = Jwt.of(exchanged(old)).claim("sid");

    admin.request().delete(admin.path("/sessions/" + session)).then().statusCode(204);

    assertThat(verified(old)).isEqualTo(401);
  }

  @Test
  void exchangesAtOnceAllSucceed() {
    User user = api.user();
    String old = token("refresh", user.id());

    List<Response> answers = atOnce(8, () -> api.refresh(old));

    assertThat(answers).extracting(Response::statusCode).containsOnly(200);
    exchanged(old);
  }

  @RepeatedTest(3)
  void firstExchangesAtOnceBeginOneSession() {
    User user = api.user();
    String old = token("refresh", user.id());

    List<Response> answers = atOnce(8, () -> api.refresh(old));

    assertThat(answers)
        .extracting(answer -> Jwt.of(answer.path("access")).claim("sid"))
        .containsOnly(Jwt.of(exchanged(old)).claim("sid"));
    String sessions = admin.path("/users/" + admin.id(user.username()) + "/sessions");
    // That of its login, and this one.
    assertThat(admin.request().get(sessions).<List<?>>path("$")).hasSize(2);
  }

  private static List<Response> atOnce(int times, Supplier<Response> call) {
    ExecutorService clients = Executors.newFixedThreadPool(times);
    try {
      List<CompletableFuture<Response>> answers =
          IntStream.range(0, times)
              .mapToObj(turn -> CompletableFuture.supplyAsync(call, clients))
              .toList();
      return answers.stream().map(CompletableFuture::join).toList();
    } finally {
      clients.shutdown();
    }
  }

  private static int verified(String token) {
    return api.anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of("token", token))
        .post("/api/token/verify/")
        .statusCode();
  }

  @Test
  void withTheSessionEndsTheRefreshToken() {
    User user = api.user();
    String old = token("refresh", user.id());
    String access = exchanged(old);

    String session = Jwt.of(access).claim("sid");
    admin.request().delete(admin.path("/sessions/" + session)).then().statusCode(204);

    assertInvalid(api.refresh(old));
    api.as(access).get("/auth/me/").then().statusCode(401);
    api.as(token("access", user.id())).get("/auth/me/").then().statusCode(200);
  }

  @Test
  void aNewPasswordEndsAllThatWereIssuedBefore() throws InterruptedException {
    User user = api.user();
    String access = token("access", user.id());
    String refresh = token("refresh", user.id());

    api.as(user)
        .contentType(ContentType.JSON)
        .body(Map.of("password", "An0ther-pass-phrase"))
        .patch(user.path())
        .then()
        .statusCode(200);

    assertInvalid(api.as(access).get("/auth/me/"));
    assertInvalid(api.refresh(refresh));
    Thread.sleep(1100);
    api.as(token("access", user.id())).get("/auth/me/").then().statusCode(200);
  }

  @Test
  void theTokenAPasswordWasChangedWithEndsToo() {
    User user = api.user();
    String access = token("access", user.id());

    api.as(access)
        .contentType(ContentType.JSON)
        .body(Map.of("password", "An0ther-pass-phrase"))
        .patch(user.path())
        .then()
        .statusCode(200);

    assertInvalid(api.as(access).get("/auth/me/"));
    api.as(user).get("/auth/me/").then().statusCode(401);
  }

  @Test
  void inactiveUsersAreRefusedAndStayWithoutThemOnceActiveAgain() {
    User user = api.user();
    String access = token("access", user.id());
    String refresh = token("refresh", user.id());

    setActive(user, false);
    api.as(access).get("/auth/me/").then().statusCode(401).body("code", equalTo("user_inactive"));
    api.refresh(refresh)
        .then()
        .statusCode(401)
        .body("detail", equalTo("No active account found for the given token."));

    setActive(user, true);
    assertInvalid(api.as(access).get("/auth/me/"));
    assertInvalid(api.refresh(refresh));
  }

  @Test
  void unknownUsersAreRefused() {
    User gone = api.deleted();

    api.as(token("access", gone.id()))
        .get("/auth/me/")
        .then()
        .statusCode(401)
        .body("code", equalTo("user_not_found"));
    api.refresh(token("refresh", gone.id())).then().statusCode(401);
  }

  @Test
  void anAdministratorsLogoutEndsThem() {
    User user = api.user();
    String access = token("access", user.id());
    String refresh = token("refresh", user.id());
    exchanged(refresh);

    admin
        .request()
        .post(admin.path("/users/" + admin.id(user.username()) + "/logout"))
        .then()
        .statusCode(204);

    assertInvalid(api.as(access).get("/auth/me/"));
    assertInvalid(api.refresh(refresh));
  }

  @Test
  void whoHasASecondFactorLogsInAnew() {
    String name = Api.newName();
    String id =
        admin.create(
            name,
            Map.of(
                "credentials",
                List.of(
                    AdminApi.password(Api.PASSWORD, false),
                    Map.of(
                        "type",
                        "otp",
                        "secretData",
                        "{\"value\":\"12345678901234567890\"}",
                        "credentialData",
                        "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,"
                            + "\"algorithm\":\"HmacSHA1\"}"))));
    String number = id.substring(id.lastIndexOf(':') + 1);

    assertInvalid(api.as(token("access", number)).get("/auth/me/"));
    assertInvalid(api.refresh(token("refresh", number)));
  }

  @Test
  void aPendingActionStandsInTheWayOfTheExchange() {
    User user = api.user();
    String refresh = token("refresh", user.id());
    String id = admin.id(user.username());

    admin.change(id, "requiredActions", List.of("UPDATE_PASSWORD"));
    assertInvalid(api.refresh(refresh));
    List<?> sessions = admin.request().get(admin.path("/users/" + id + "/sessions")).path("$");
    assertThat(sessions).hasSize(1);

    admin.change(id, "requiredActions", List.of());
    exchanged(refresh);
  }

  @Test
  void aPendingActionStandsInTheWayOfTheAccessToken() {
    User user = api.user();
    String access = token("access", user.id());
    api.as(access).get("/auth/me/").then().statusCode(200);

    admin.change(admin.id(user.username()), "requiredActions", List.of("UPDATE_PASSWORD"));

    assertInvalid(api.as(access).get("/auth/me/"));
    assertInvalid(
        api.as(access)
            .contentType(ContentType.JSON)
            .body(Map.of("first_name", "Changed"))
            .patch(user.path()));
    assertThat(verified(access)).isEqualTo(401);
    assertThat(verified(token("refresh", user.id()))).isEqualTo(401);
    admin.change(admin.id(user.username()), "requiredActions", List.of());
    api.as(access).get("/auth/me/").then().statusCode(200);
  }

  @Test
  void staffStillCannotChangeASuperuser() {
    User staff = api.staff();
    User root = api.superuser();

    api.as(token("access", staff.id())).get(root.path()).then().statusCode(200);
    api.as(token("access", staff.id()))
        .contentType(ContentType.JSON)
        .body(Map.of("first_name", "Changed"))
        .patch(root.path())
        .then()
        .statusCode(403);
  }

  @Test
  void tokensOfTheWrongTypeForgedOrExpiredAreRefused() {
    User user = api.user();
    Map<String, Object> expired =
        SimpleJwt.claims("access", user.id(), Instant.now().minusSeconds(301));
    String forged =
        SimpleJwt.signed(
            "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
            SimpleJwt.json(SimpleJwt.claims("access", user.id(), Instant.now())),
            "another-secret-key-of-fifty-characters-made-up-here",
            "HmacSHA256");

    assertInvalid(api.as(token("refresh", user.id())).get("/auth/me/"));
    assertInvalid(api.refresh(token("access", user.id())));
    assertInvalid(api.as(SimpleJwt.signed(expired)).get("/auth/me/"));
    assertInvalid(api.as(forged).get("/auth/me/"));
    assertInvalid(api.refresh(forged));
    api.as(user).get("/auth/me/").then().statusCode(200);
    api.refresh(user.refresh()).then().statusCode(200);
  }

  @Test
  void eachUseIsLoggedWithoutAName() throws IOException {
    User user = api.user();
    String access = token("access", user.id());
    Path log = server.log().orElseThrow();
    long before = uses(log);

    api.as(access).get("/auth/me/").then().statusCode(200);
    exchanged(token("refresh", user.id()));

    assertThat(uses(log)).isEqualTo(before + 2);
    assertThat(Files.readString(log)).doesNotContain(user.username(), access, SimpleJwt.SECRET);
  }

  private static String token(String type, Object userId) {
    return SimpleJwt.signed(SimpleJwt.claims(type, userId, Instant.now()));
  }

  private static String exchanged(String refreshToken) {
    return api.refresh(refreshToken).then().statusCode(200).extract().path("access");
  }

  private static void setActive(User user, boolean active) {
    api.asSuperuser()
        .contentType(ContentType.JSON)
        .body(Map.of("is_active", active))
        .patch(user.path())
        .then()
        .statusCode(200);
  }

  private static void assertInvalid(Response answer) {
    answer.then().statusCode(401).body("code", equalTo("token_not_valid"));
  }

  private static long uses(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains("token of the old service was "))
        .count();
  }
}
