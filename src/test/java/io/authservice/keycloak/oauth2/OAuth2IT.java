package io.authservice.keycloak.oauth2;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@WithTestServer
@TestInstance(Lifecycle.PER_CLASS)
class OAuth2IT {

  private static final String MACHINE = "oauth2-it-machine";
  private static final String LOGIN = "oauth2-it-login";
  private static final String OPEN = "oauth2-it-open";
  private static final String WEB = "oauth2-it-web";
  private static final String DEVICE = "oauth2-it-device";

  private final TestServer server;
  private final RealmClients clients;

  OAuth2IT(TestServer server) {
    this.server = server;
    this.clients = new RealmClients(server);
  }

  @BeforeAll
  void makeClients() {
    clients.make(MACHINE, true, "serviceAccountsEnabled");
    clients.make(LOGIN, true, "directAccessGrantsEnabled");
    clients.make(OPEN, false, "directAccessGrantsEnabled");
    clients.make(WEB, true, "standardFlowEnabled");
    clients.make(DEVICE, false, "standardFlowEnabled");
  }

  @AfterAll
  void removeClients() {
    for (String id : new String[] {MACHINE, LOGIN, OPEN, WEB, DEVICE}) {
      clients.remove(id);
    }
  }

  @Test
  void aMachineGetsAnAccessTokenAndNothingElse() {
    Response answer = token(as(MACHINE), Map.of("grant_type", "client_credentials"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.jsonPath().getMap("").keySet().toString())
        .isEqualTo("[access_token, expires_in, token_type, scope]");
    assertThat(answer.jsonPath().getString("scope")).isEqualTo("read write");
    assertThat(answer.jsonPath().getInt("expires_in")).isEqualTo(3600);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Pragma")).isEqualTo("no-cache");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
  }

  @Test
  void aPasswordIsExchangedForTokensThatTheApiTakes() {
    Response answer = login(as(LOGIN), server.superuserPassword());

    assertThat(answer.jsonPath().getMap("").keySet().toString())
        .isEqualTo("[access_token, expires_in, token_type, scope, refresh_token]");
    me(answer.path("access_token")).statusCode(200).body("username", equalTo(username()));
  }

  @Test
  void aPublicClientNamesItselfInTheForm() {
    given()
        .formParam("client_id", OPEN)
        .formParam("grant_type", "password")
        .formParam("username", username())
        .formParam("password", server.superuserPassword())
        .formParam("scope", "read")
        .post(o("/token/"))
        .then()
        .statusCode(200)
        .body("scope", equalTo("read"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, unsupported_grant_type, -",
        "magic, unsupported_grant_type, -",
        "password, unauthorized_client, -",
        "authorization_code, invalid_request, Missing code parameter.",
        "refresh_token, invalid_request, Missing refresh token parameter.",
      })
  void aGrantThatCannotBeIsRefusedInTheOldWords(String grant, String error, String description) {
    Map<String, String> form =
        grant == null
            ? Map.of()
            : grant.equals("password")
                ? Map.of("grant_type", grant, "username", "nobody", "password", "x")
                : Map.of("grant_type", grant);

    Response answer = token(as(MACHINE), form);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("error")).isEqualTo(error);
    assertThat(answer.jsonPath().getString("error_description")).isEqualTo(description);
  }

  @Test
  void aWrongSecretIsAnInvalidClientWhateverElseIsWrong() {
    given()
        .auth()
        .preemptive()
        .basic(LOGIN, "wrong")
        .formParam("grant_type", "password")
        .formParam("username", "nobody")
        .formParam("password", "x")
        .post(o("/token/"))
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", "Bearer error=\"invalid_client\"")
        .body("", equalTo(Map.of("error", "invalid_client")));
  }

  @Test
  void credentialsThatAreRefusedLookAllTheSame() {
    for (String name : new String[] {"nobody-at-all", username().toUpperCase(), username() + " "}) {
      token(
              as(LOGIN),
              Map.of(
                  "grant_type",
                  "password",
                  "username",
                  name,
                  "password",
                  server.superuserPassword()))
          .then()
          .statusCode(400)
          .body("error", equalTo("invalid_grant"))
          .body("error_description", equalTo("Invalid credentials given."));
    }
  }

  @Test
  void noOtherFaultTellsWhichUsersExist() {
    for (String name : new String[] {"nobody-at-all", username()}) {
      token(
              as(LOGIN),
              Map.of("grant_type", "password", "username", name, "password", "x", "scope", "admin"))
          .then()
          .statusCode(400)
          .body("", equalTo(Map.of("error", "invalid_scope")));
    }
  }

  @Test
  void parametersInTheUrlAreRefused() {
    as(MACHINE)
        .post(o("/token/?grant_type=client_credentials"))
        .then()
        .statusCode(400)
        .body("error_description", equalTo("URL query parameters are not allowed"));
  }

  @Test
  void anUnknownScopeIsRefused() {
    token(as(MACHINE), Map.of("grant_type", "client_credentials", "scope", "admin"))
        .then()
        .statusCode(400)
        .body("", equalTo(Map.of("error", "invalid_scope")));
  }

  @Test
  void aRefreshTokenIsGoodForOneUseAtEitherAddress() {
    String first = login(as(LOGIN), server.superuserPassword()).path("refresh_token");
    Response renewed = refresh(LOGIN, first);
    String second = renewed.path("refresh_token");

    assertThat(renewed.statusCode()).isEqualTo(200);
    refresh(LOGIN, first)
        .then()
        .statusCode(400)
        .body("", equalTo(Map.of("error", "invalid_grant")));
    as(LOGIN)
        .formParam("grant_type", "refresh_token")
        .formParam("refresh_token", first)
        .post(realm() + "/protocol/openid-connect/token")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_grant"));
    assertThat(refresh(LOGIN, second).statusCode()).isEqualTo(200);
  }

  @Test
  void ofManyUsesOfARefreshTokenAtOnceOneSucceeds() {
    String token = login(as(LOGIN), server.superuserPassword()).path("refresh_token");

    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, 6)
            .mapToObj(
                turn -> CompletableFuture.supplyAsync(() -> refresh(LOGIN, token).statusCode()))
            .toList();

    assertThat(answers.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrder(200, 400, 400, 400, 400, 400);
  }

  @Test
  void aRefreshMayNarrowTheScopeButNotWidenIt() {
    Response reading =
        token(
            as(LOGIN),
            Map.of(
                "grant_type",
                "password",
                "username",
                username(),
                "password",
                server.superuserPassword(),
                "scope",
                "read"));
    String token = reading.path("refresh_token");

    token(
            as(LOGIN),
            Map.of("grant_type", "refresh_token", "refresh_token", token, "scope", "write"))
        .then()
        .statusCode(400)
        .body("", equalTo(Map.of("error", "invalid_scope")));
    assertThat(refresh(LOGIN, token).statusCode()).isEqualTo(200);
  }

  @Test
  void aRefreshTokenIsItsClientsAlone() {
    String token = login(as(LOGIN), server.superuserPassword()).path("refresh_token");

    refresh(MACHINE, token)
        .then()
        .statusCode(400)
        .body("", equalTo(Map.of("error", "invalid_grant")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_token", "refresh_token"})
  void revokingEitherTokenEndsBoth(String revoked) {
    Response tokens = login(as(LOGIN), server.superuserPassword());

    as(LOGIN)
        .formParam("token", tokens.<String>path(revoked))
        .formParam("token_type_hint", "magic")
        .post(o("/revoke_token/"))
        .then()
        .statusCode(200)
        .contentType(ContentType.HTML)
        .body(emptyString());

    me(tokens.path("access_token")).statusCode(401);
    assertThat(refresh(LOGIN, tokens.path("refresh_token")).statusCode()).isEqualTo(400);
  }

  @Test
  void aTokenOfAnotherClientIsNotRevoked() {
    String token = login(as(LOGIN), server.superuserPassword()).path("access_token");

    as(WEB).formParam("token", token).post(o("/revoke_token/")).then().statusCode(200);

    me(token).statusCode(200);
  }

  @Test
  void aRevocationNeedsATokenAndAClient() {
    as(LOGIN)
        .contentType(ContentType.JSON)
        .body("{\"token\": \"abc\"}")
        .post(o("/revoke_token/"))
        .then()
        .statusCode(400)
        .body("error_description", equalTo("Missing token parameter."));
    given()
        .formParam("token", "abc")
        .post(o("/revoke_token/"))
        .then()
        .statusCode(401)
        .body("", equalTo(Map.of("error", "invalid_client")));
  }

  @Test
  void introspectionTellsAnyConfidentialClientAboutALiveToken() {
    String token = login(as(LOGIN), server.superuserPassword()).path("access_token");

    Response answer = introspect(as(MACHINE), token);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.jsonPath().getMap("").keySet().toString())
        .isEqualTo("[active, scope, exp, client_id, username]");
    assertThat(answer.jsonPath().getString("client_id")).isEqualTo(LOGIN);
    assertThat(answer.jsonPath().getString("username")).isEqualTo(username());
  }

  @Test
  void introspectionNamesNoUserForAMachine() {
    String token =
        token(as(MACHINE), Map.of("grant_type", "client_credentials")).path("access_token");

    assertThat(introspect(as(MACHINE), token).jsonPath().getMap("").keySet().toString())
        .isEqualTo("[active, scope, exp, client_id]");
  }

  @Test
  void introspectionIsForClientsWithASecretOrTheScope() {
    Response tokens = login(as(LOGIN), server.superuserPassword());
    String plain = tokens.path("access_token");
    String scoped =
        token(as(MACHINE), Map.of("grant_type", "client_credentials", "scope", "introspection"))
            .path("access_token");

    introspect(given().auth().oauth2(plain), plain).then().statusCode(403).body(emptyString());
    introspect(given().formParam("client_id", OPEN), plain).then().statusCode(403);
    introspect(given(), plain).then().statusCode(403);
    introspect(given().auth().oauth2(scoped), plain).then().body("active", equalTo(true));
  }

  @Test
  void introspectionCallsAnythingButALiveAccessTokenInactive() {
    String refresh = login(as(LOGIN), server.superuserPassword()).path("refresh_token");

    for (String token : new String[] {"garbage", "", refresh}) {
      introspect(as(MACHINE), token)
          .then()
          .statusCode(200)
          .body("", equalTo(Map.of("active", false)));
    }
    as(MACHINE).post(o("/introspect/")).then().body("", equalTo(Map.of("active", false)));
  }

  @Test
  void theBrowserIsSentToTheRealmsLoginWithTheDefaultScope() {
    given()
        .urlEncodingEnabled(false)
        .redirects()
        .follow(false)
        .get(o("/authorize/?response_type=code&client_id=" + WEB + "&state=a%2Bb"))
        .then()
        .statusCode(302)
        .header(
            "Location",
            realm()
                + "/protocol/openid-connect/auth?response_type=code&client_id="
                + WEB
                + "&state=a%2Bb&scope=read+write");
    given()
        .redirects()
        .follow(false)
        .post(o("/authorize/?x=y"))
        .then()
        .statusCode(307)
        .header("Location", endsWith("/protocol/openid-connect/auth?x=y"));
  }

  @ParameterizedTest
  @CsvSource({
    "/logout/?state=x, /protocol/openid-connect/logout?state=x",
    "/applications/, /console/#/",
    "/authorized_tokens/, /account/applications"
  })
  void pagesLeadToKeycloaksOwn(String path, String expected) {
    String location =
        given()
            .redirects()
            .follow(false)
            .get(o(path))
            .then()
            .statusCode(302)
            .extract()
            .header("Location");

    assertThat(location).startsWith(server.baseUrl()).contains(expected);
  }

  @Test
  void discoveryHasTheRealmsIssuerWithAndWithoutSlash() {
    for (String end : new String[] {"", "/"}) {
      given()
          .get(o("/.well-known/openid-configuration" + end))
          .then()
          .statusCode(200)
          .body("issuer", equalTo(realm()));
    }
    assertThat(given().get(o("/.well-known/jwks.json")).jsonPath().getList("keys")).isNotEmpty();
  }

  @Test
  void userinfoAnswersAsKeycloakDoes() {
    Response tokens =
        token(
            as(LOGIN),
            Map.of(
                "grant_type",
                "password",
                "username",
                username(),
                "password",
                server.superuserPassword(),
                "scope",
                "openid"));

    assertThat(tokens.<String>path("id_token")).isNotBlank();
    given()
        .auth()
        .oauth2(tokens.path("access_token"))
        .get(o("/userinfo/"))
        .then()
        .statusCode(200)
        .contentType(ContentType.JSON);
    given()
        .get(o("/userinfo/"))
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", startsWith("Bearer"));
  }

  @Test
  void aDeviceGetsItsCodesAndIsToldToWait() {
    Response codes = given().formParam("client_id", DEVICE).post(o("/device-authorization/"));

    assertThat(codes.statusCode()).isEqualTo(200);
    assertThat(codes.<String>path("verification_uri")).startsWith(realm());
    given()
        .formParam("client_id", DEVICE)
        .formParam("grant_type", "urn:ietf:params:oauth:grant-type:device_code")
        .formParam("device_code", codes.<String>path("device_code"))
        .post(o("/token/"))
        .then()
        .statusCode(400)
        .body("", equalTo(Map.of("error", "authorization_pending")));
  }

  @Test
  void whatNoDatabaseCanLookForIsRefusedQuietly() {
    token(as(LOGIN), Map.of("grant_type", "password", "username", "a\0b", "password", "x"))
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_request"));
    token(
            as(LOGIN),
            Map.of(
                "grant_type",
                "password",
                "username",
                username() + "\7",
                "password",
                server.superuserPassword()))
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_grant"));
    token(
            given().auth().preemptive().basic("a%00b", "x"),
            Map.of("grant_type", "client_credentials"))
        .then()
        .statusCode(401)
        .body("", equalTo(Map.of("error", "invalid_client")));
  }

  @Test
  void aPreflightIsAnsweredForTheOriginsOfClients() {
    assertThat(preflight("http://app.example")).isEqualTo("http://app.example");
    assertThat(preflight("http://evil.example")).isNull();
  }

  private String preflight(String origin) {
    return given()
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .options(o("/token/"))
        .then()
        .statusCode(200)
        .extract()
        .header("Access-Control-Allow-Origin");
  }

  @Test
  void loginsInQuickSuccessionAllSucceed() {
    for (int login = 0; login < 20; login++) {
      assertThat(login(as(LOGIN), "wrong").statusCode()).isEqualTo(400);
      assertThat(login(as(LOGIN), server.superuserPassword()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aSlashIsAppendedForReadersAndOptionsNamesTheMethods() {
    given()
        .redirects()
        .follow(false)
        .get(o("/authorize?client_id=x"))
        .then()
        .statusCode(301)
        .header("Location", "/o/authorize/?client_id=x");
    given().options(o("/token/")).then().statusCode(200).header("Allow", "POST, OPTIONS");
    given().get(o("/token/")).then().statusCode(405).header("Allow", "POST, OPTIONS");
    given().get(o("/nothing/")).then().statusCode(404).contentType(ContentType.JSON);
  }

  @Test
  void scriptsOfAClientsOwnOriginsMayReadItsAnswers() {
    as(MACHINE)
        .header("Origin", "http://app.example")
        .formParam("grant_type", "client_credentials")
        .post(o("/token/"))
        .then()
        .header("Access-Control-Allow-Origin", "http://app.example");
    Response foreign =
        as(MACHINE)
            .header("Origin", "http://evil.example")
            .formParam("grant_type", "client_credentials")
            .post(o("/token/"));
    assertThat(foreign.statusCode()).isEqualTo(200);
    assertThat(foreign.header("Access-Control-Allow-Origin")).isNull();
  }

  private Response login(RequestSpecification client, String password) {
    return token(
        client, Map.of("grant_type", "password", "username", username(), "password", password));
  }

  private Response refresh(String client, String refreshToken) {
    return token(as(client), Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  private Response token(RequestSpecification client, Map<String, String> form) {
    return client.contentType(ContentType.URLENC).formParams(form).post(o("/token/"));
  }

  private Response introspect(RequestSpecification asker, String token) {
    return asker.formParam("token", token).post(o("/introspect/"));
  }

  private ValidatableResponse me(String accessToken) {
    return given().auth().oauth2(accessToken).get(server.baseUrl() + "/auth/me/").then();
  }

  private static RequestSpecification as(String client) {
    return given().auth().preemptive().basic(client, RealmClients.SECRET);
  }

  private String username() {
    return server.superuserName();
  }

  private String o(String path) {
    return server.baseUrl() + "/o" + path;
  }

  private String realm() {
    return server.baseUrl() + "/realms/" + server.realm();
  }
}
