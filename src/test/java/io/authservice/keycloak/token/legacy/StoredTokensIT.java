package io.authservice.keycloak.token.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.matchesPattern;

import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import io.authservice.keycloak.testing.SimpleJwt;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens that the old service kept in its tables, moved by an import. */
class StoredTokensIT {

  private static final String CLIENT = "stored-web";
  private static final String OTHER = "stored-other";
  private static final AtomicLong IDS = new AtomicLong(1000);

  private static TestServer server;
  private static Api api;
  private static AdminApi admin;
  private static RealmClients clients;

  @BeforeAll
  static void start() {
    String option = "--spi-realm-restapi-extension--auth-service--legacy-";
    Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);
    server =
        TestServer.startWith(
            "stored",
            List.of(
                option + "jwt-secret=" + SimpleJwt.SECRET,
                option + "jwt-until=" + tomorrow,
                option + "oauth2-access-until=" + tomorrow,
                option + "oauth2-refresh-until=" + tomorrow,
                option + "drf-token-until=" + tomorrow));
    api = new Api(server);
    admin = new AdminApi(server);
    clients = new RealmClients(server);
    for (String id : List.of(CLIENT, OTHER)) {
      clients.make(id, true, "standardFlowEnabled");
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void anAccessTokenDoesWhatItsScopesName() {
    User user = api.user();
    String read = accessToken(user, CLIENT, "read");
    String both = accessToken(user, CLIENT, "read write openid");

    api.as(read).get("/auth/me/").then().statusCode(200).body("id", equalTo((int) user.id()));
    patched(user, read).statusCode(403);
    patched(user, both).statusCode(200);
    api.as(accessToken(user, CLIENT, "")).get("/auth/me/").then().statusCode(403);
    api.as(accessToken(user, CLIENT, "photos")).get("/auth/me/").then().statusCode(403);
  }

  @Test
  void administratorsAreToldWhichKindsAreTakenAndUsed() {
    User user = api.user();
    api.as(accessToken(user, CLIENT, "read")).get("/auth/me/").then().statusCode(200);

    admin
        .request()
        .get(admin.path("/auth-service/status"))
        .then()
        .body(
            "old_tokens.kind",
            equalTo(List.of("access", "refresh", "oauth2_access", "oauth2_refresh", "drf_token")))
        .body("old_tokens[2].uses", greaterThan(0))
        .body("old_tokens[2].until", matchesPattern("\\d{4}-\\d\\d-\\d\\dT.*Z"));
  }

  @Test
  void aTokenDoesNoMoreThanItsClientMayAskFor() {
    User user = api.user();
    clients.make(
        "stored-reader",
        true,
        "standardFlowEnabled",
        Map.of("optionalClientScopes", List.of("read")));
    String token = accessToken(user, "stored-reader", "read write");

    api.as(token).get("/auth/me/").then().statusCode(200);
    patched(user, token).statusCode(403);
    clients.change("stored-reader", Map.of("enabled", false));
    api.as(token).get("/auth/me/").then().statusCode(401);
  }

  @Test
  void whatIsUnknownExpiredOrNobodysIsRefused() {
    User user = api.user();
    String expired = random();
    String ofNoClient = accessToken(user, "no-such-client", "read");
    String ofClient = random();
    move(
        access(expired, CLIENT, user.id(), "read", Instant.now().minusSeconds(1)),
        access(ofClient, CLIENT, null, "read", Instant.now().plusSeconds(600)));

    for (String token :
        List.of(expired, ofNoClient, ofClient, random(), "a".repeat(8000), "' or '1'='1")) {
      assertThat(api.as(token).get("/auth/me/").statusCode()).as(token).isEqualTo(401);
      introspected(token).body("active", equalTo(false));
    }
  }

  @Test
  void withItsUserEndsAToken() {
    User user = api.user();
    String access = accessToken(user, CLIENT, "read");
    String refresh = refreshToken(user, CLIENT, "read");

    active(user, false);
    api.as(access).get("/auth/me/").then().statusCode(401).body("code", equalTo("user_inactive"));
    exchanged(CLIENT, refresh).then().statusCode(400).body("error", equalTo("invalid_grant"));
    introspected(access).body("active", equalTo(false));

    active(user, true);
    api.as(access).get("/auth/me/").then().statusCode(401);
    exchanged(CLIENT, refresh).then().statusCode(400);
  }

  @Test
  void aRefreshTokenIsExchangedForTokensOfTheRealm() {
    User user = api.user();
    String refresh = refreshToken(user, CLIENT, "read photos");

    exchanged(OTHER, refresh).then().statusCode(400).body("error", equalTo("invalid_grant"));
    token(CLIENT, Map.of("grant_type", "refresh_token", "refresh_token", refresh, "scope", "write"))
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_scope"));
    Response issued = exchanged(CLIENT, refresh);

    issued.then().statusCode(200).body("scope", equalTo("read")).body("expires_in", equalTo(3600));
    String access = issued.path("access_token");
    assertThat(Jwt.of(access).claim("azp")).isEqualTo(CLIENT);
    api.as(access).get("/auth/me/").then().statusCode(200).body("id", equalTo((int) user.id()));
    patched(user, access).statusCode(403);
    exchanged(CLIENT, refresh).then().statusCode(400).body("error", equalTo("invalid_grant"));
    Response again = exchanged(CLIENT, issued.path("refresh_token"));
    again.then().statusCode(200);
    patched(user, again.path("access_token")).statusCode(403);
  }

  @Test
  void scopesThatTheClientNoLongerHasLeaveNothingBehind() {
    User user = api.user();
    Response issued = exchanged(CLIENT, refreshToken(user, CLIENT, "photos"));

    issued.then().statusCode(200);
    api.as(issued.<String>path("access_token")).get("/auth/me/").then().statusCode(403);
    Response again = exchanged(CLIENT, issued.path("refresh_token"));
    again.then().statusCode(200);
    api.as(again.<String>path("access_token")).get("/auth/me/").then().statusCode(403);
  }

  @Test
  void ofExchangesAtOnceOneSucceeds() {
    User user = api.user();
    String refresh = refreshToken(user, CLIENT, "read");
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Integer>> answers =
          IntStream.range(0, 8)
              .mapToObj(
                  turn ->
                      CompletableFuture.supplyAsync(
                          () -> exchanged(CLIENT, refresh).statusCode(), pool))
              .toList();

      assertThat(answers.stream().map(CompletableFuture::join).sorted().toList())
          .containsExactly(200, 400, 400, 400, 400, 400, 400, 400);
    } finally {
      pool.shutdown();
    }
    String sessions = admin.path("/users/" + admin.id(user.username()) + "/sessions");
    // That of its login, and this one.
    assertThat(admin.request().get(sessions).<List<?>>path("$")).hasSize(2);
  }

  @Test
  void theExchangeEndsTheAccessTokenBesideIt() {
    User user = api.user();
    String access = random();
    String refresh = random();
    long id = IDS.incrementAndGet();
    move(
        access(id, access, CLIENT, user.id(), "read", Instant.now().plusSeconds(600)),
        refresh(refresh, CLIENT, user.id(), id));
    api.as(access).get("/auth/me/").then().statusCode(200);

    exchanged(CLIENT, refresh).then().statusCode(200);

    api.as(access).get("/auth/me/").then().statusCode(401);
  }

  @Test
  void aClientThatAsksForConsentGoesOnToo() {
    User user = api.user();
    clients.make("stored-asking", true, "standardFlowEnabled", Map.of("consentRequired", true));
    Response issued =
        exchanged("stored-asking", refreshToken(user, "stored-asking", "read openid"));

    issued.then().statusCode(200);
    assertThat(issued.<String>path("id_token")).isNotBlank();
    exchanged("stored-asking", issued.path("refresh_token")).then().statusCode(200);
  }

  @Test
  void introspectionAndRevocationKnowThem() {
    User user = api.user();
    String access = random();
    String refresh = random();
    long id = IDS.incrementAndGet();
    Instant expires = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
    move(
        access(id, access, CLIENT, user.id(), "write read", expires),
        refresh(refresh, CLIENT, user.id(), id));

    introspected(access)
        .body("active", equalTo(true))
        .body("scope", equalTo("read write"))
        .body("client_id", equalTo(CLIENT))
        .body("username", equalTo(user.username()))
        .body("exp", equalTo((int) expires.getEpochSecond()));
    revoked(OTHER, access).then().statusCode(200);
    introspected(access).body("active", equalTo(true));

    revoked(CLIENT, refresh).then().statusCode(200);

    introspected(access).body("active", equalTo(false));
    api.as(access).get("/auth/me/").then().statusCode(401);
    exchanged(CLIENT, refresh).then().statusCode(400);
  }

  @Test
  void aBearerOfTheScopeMayAskAboutOthers() {
    String token = accessToken(api.user(), CLIENT, "introspection");

    api.as(token)
        .formParam("token", token)
        .post("/o/introspect/")
        .then()
        .statusCode(200)
        .body("active", equalTo(true));
    api.as(accessToken(api.user(), CLIENT, "read"))
        .formParam("token", token)
        .post("/o/introspect/")
        .then()
        .statusCode(403);
  }

  @Test
  void signedTokensAreIntrospectedAndRevokedToo() {
    User user = api.user();
    String access = SimpleJwt.signed(SimpleJwt.claims("access", user.id(), Instant.now()));
    introspected(access)
        .body("active", equalTo(true))
        .body("scope", equalTo("read write"))
        .body("username", equalTo(user.username()));

    revoked(CLIENT, access).then().statusCode(200);
    api.as(access).get("/auth/me/").then().statusCode(200);
    api.anonymous()
        .formParams(Map.of("client_id", "auth-service-api", "token", access))
        .post("/o/revoke_token/")
        .then()
        .statusCode(200);

    introspected(access).body("active", equalTo(false));
    api.as(access).get("/auth/me/").then().statusCode(401);
  }

  @Test
  void aKeyOfDjangoRestFrameworkStandsForItsUserUnderItsOwnScheme() {
    User user = api.user();
    String key = HexFormat.of().formatHex(bytes(20));
    move(
        """
        {"model": "authtoken.token", "pk": "%s", "fields": {"user": %d, "created": "%s"}}"""
            .formatted(key, user.id(), Instant.now()));

    byKey("Token " + key).statusCode(200).body("id", equalTo((int) user.id()));
    byKey("token " + key).statusCode(200);
    byKey("Token " + HexFormat.of().formatHex(bytes(20))).statusCode(401);
    byKey("Token " + key + " x").statusCode(401);
    byKey("Bearer " + key).statusCode(401);
    introspected(key).body("active", equalTo(true));
    active(user, false);
    byKey("Token " + key).statusCode(401);
  }

  @Test
  void eachUseIsCountedAndLoggedWithoutANameOrToken() throws IOException {
    User user = api.user();
    String token = accessToken(user, CLIENT, "read");
    String refresh = refreshToken(user, CLIENT, "read");

    api.as(token).get("/auth/me/").then().statusCode(200);
    exchanged(CLIENT, refresh).then().statusCode(200);

    assertThat(Files.readString(server.log().orElseThrow()))
        .contains("since the start (oauth2_access)", "since the start (oauth2_refresh)")
        .doesNotContain(user.username(), token, refresh);
  }

  private static ValidatableResponse byKey(String authorization) {
    return api.anonymous().header("Authorization", authorization).get("/auth/me/").then();
  }

  private static ValidatableResponse patched(User user, String token) {
    return api.as(token)
        .contentType(ContentType.JSON)
        .body(Map.of("first_name", "Changed"))
        .patch(user.path())
        .then();
  }

  private static void active(User user, boolean active) {
    api.asSuperuser()
        .contentType(ContentType.JSON)
        .body(Map.of("is_active", active))
        .patch(user.path())
        .then()
        .statusCode(200);
  }

  private static Response exchanged(String client, String refreshToken) {
    return token(client, Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  private static Response token(String client, Map<String, String> form) {
    return api.anonymous()
        .auth()
        .preemptive()
        .basic(client, RealmClients.SECRET)
        .formParams(form)
        .post("/o/token/");
  }

  private static Response revoked(String client, String token) {
    return api.anonymous()
        .auth()
        .preemptive()
        .basic(client, RealmClients.SECRET)
        .formParam("token", token)
        .post("/o/revoke_token/");
  }

  private static ValidatableResponse introspected(String token) {
    return api.anonymous()
        .auth()
        .preemptive()
        .basic(OTHER, RealmClients.SECRET)
        .formParam("token", token)
        .post("/o/introspect/")
        .then()
        .statusCode(200);
  }

  private static String accessToken(User user, String client, String scope) {
    String token = random();
    move(access(token, client, user.id(), scope, Instant.now().plusSeconds(600)));
    return token;
  }

  private static String refreshToken(User user, String client, String scope) {
    String token = random();
    long id = IDS.incrementAndGet();
    move(
        access(id, random(), client, user.id(), scope, Instant.now().minusSeconds(1)),
        refresh(token, client, user.id(), id));
    return token;
  }

  private static String access(
      String token, String client, Long user, String scope, Instant expires) {
    return access(IDS.incrementAndGet(), token, client, user, scope, expires);
  }

  private static String access(
      long id, String token, String client, Long user, String scope, Instant expires) {
    return """
    {"model": "oauth2_provider.accesstoken", "pk": %d, "fields": {"user": %s, "token": "%s",
     "application": ["%s"], "expires": "%s", "scope": "%s", "created": "%s"}}"""
        .formatted(id, user, token, client, expires, scope, Instant.now());
  }

  private static String refresh(String token, String client, long user, long access) {
    return """
    {"model": "oauth2_provider.refreshtoken", "pk": %d, "fields": {"user": %d, "token": "%s",
     "application": ["%s"], "access_token": %d, "created": "%s", "revoked": null}}"""
        .formatted(IDS.incrementAndGet(), user, token, client, access, Instant.now());
  }

  /** One import after another: a realm runs one at a time. */
  private static synchronized void move(String... objects) {
    String path = admin.path("/auth-service/import");
    String id =
        admin
            .request()
            .queryParam("tokens", true)
            .body("[" + String.join(",", objects) + "]")
            .post(path)
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    Map<String, Object> last = new HashMap<>();
    await()
        .until(
            () -> {
              last.putAll(admin.request().get(path + "/" + id).jsonPath().getMap("$"));
              return !"running".equals(last.get("state"));
            });
    assertThat(last).as("%s", last).containsEntry("state", "finished");
  }

  private static String random() {
    return HexFormat.of().formatHex(bytes(15));
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
