package io.authservice.keycloak.api.oauth2;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /o/token/}: what is granted, and in which words it is refused. */
@WithTestServer
@TestInstance(Lifecycle.PER_CLASS)
class GrantsIT {

  private static final String MACHINE = "oauth2-it-machine";
  private static final String LOGIN = "oauth2-it-login";
  private static final String OPEN = "oauth2-it-open";
  private static final String PERCENT = "oauth2-it-percent";

  @AutoClose private final RealmClients clients;
  private final OAuth2Calls calls;

  GrantsIT(TestServer server) {
    clients = new RealmClients(server);
    calls = new OAuth2Calls(server);
  }

  @BeforeAll
  void makeClients() {
    clients.make(MACHINE, true, "serviceAccountsEnabled");
    clients.make(LOGIN, true, "directAccessGrantsEnabled");
    clients.make(OPEN, false, "directAccessGrantsEnabled");
  }

  @Test
  void aMachineGetsAnAccessTokenAndNothingElse() {
    Response answer =
        calls.token(OAuth2Calls.as(MACHINE), Map.of("grant_type", "client_credentials"));

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
    Response answer = calls.login(OAuth2Calls.as(LOGIN), calls.password());

    assertThat(answer.jsonPath().getMap("").keySet().toString())
        .isEqualTo("[access_token, expires_in, token_type, scope, refresh_token]");
    calls
        .me(answer.path("access_token"))
        .statusCode(200)
        .body("username", equalTo(calls.username()));
  }

  @Test
  void headersAreReadWhateverTheLetterCaseOfTheirNames() {
    String secret = MACHINE + ":" + RealmClients.SECRET;
    String credentials =
        Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));

    String access =
        given()
            .header("authorization", "Basic " + credentials)
            .formParam("grant_type", "client_credentials")
            .formParam("scope", "openid")
            .post(calls.o("/token/"))
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");

    given()
        .header("authorization", "Bearer " + access)
        .get(calls.o("/userinfo/"))
        .then()
        .statusCode(200);
  }

  @Test
  void aPublicClientNamesItselfInTheForm() {
    given()
        .formParam("client_id", OPEN)
        .formParam("grant_type", "password")
        .formParam("username", calls.username())
        .formParam("password", calls.password())
        .formParam("scope", "read")
        .post(calls.o("/token/"))
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

    Response answer = calls.token(OAuth2Calls.as(MACHINE), form);

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
        .post(calls.o("/token/"))
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", "Bearer error=\"invalid_client\"")
        .body("", equalTo(Map.of("error", "invalid_client")));
  }

  @Test
  void credentialsThatAreRefusedLookAllTheSame() {
    for (String name :
        new String[] {"nobody-at-all", calls.username().toUpperCase(), calls.username() + " "}) {
      calls
          .token(
              OAuth2Calls.as(LOGIN),
              Map.of("grant_type", "password", "username", name, "password", calls.password()))
          .then()
          .statusCode(400)
          .body("error", equalTo("invalid_grant"))
          .body("error_description", equalTo("Invalid credentials given."));
    }
  }

  @Test
  void noOtherFaultTellsWhichUsersExist() {
    for (String name : new String[] {"nobody-at-all", calls.username()}) {
      calls
          .token(
              OAuth2Calls.as(LOGIN),
              Map.of("grant_type", "password", "username", name, "password", "x", "scope", "admin"))
          .then()
          .statusCode(400)
          .body("", equalTo(Map.of("error", "invalid_scope")));
    }
  }

  /** Clients of django-oauth-toolkit send secrets as they are, and it read signs as Python does. */
  @Test
  void aSecretMayBeSentAsItIs() {
    String secret = "x%zz%9+%";
    clients.make(PERCENT, true, "serviceAccountsEnabled", Map.of("secret", "x%zz%9 %"));

    for (String sent : List.of(secret, "x%25zz%259%20%25", "x%25zz%9+%")) {
      Response answer =
          calls.token(
              given().header("Authorization", basic(PERCENT + ":" + sent)),
              Map.of("grant_type", "client_credentials"));
      assertThat(answer.statusCode()).as(sent).isEqualTo(200);
    }
    assertThat(
            given()
                .header("Authorization", basic(PERCENT + ":" + secret))
                .formParam("token", "x")
                .post(calls.o("/introspect/"))
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:%",
        "%:a",
        "%zz",
        "a:%f",
        "%00:a",
        "a:%ff",
        MACHINE + ":%",
        MACHINE + "%:x",
        ":"
      })
  void credentialsThatCannotBeDecodedAreRefusedAsWrongOnes(String credentials) {
    Map<String, Integer> statuses =
        Map.of(
            "/token/", 401,
            "/introspect/", 403,
            "/revoke_token/", 401,
            "/device-authorization/", 401,
            "/userinfo/", 401);
    statuses.forEach(
        (path, status) ->
            assertThat(
                    given()
                        .header("Authorization", basic(credentials))
                        .formParam("grant_type", "client_credentials")
                        .formParam("token", "x")
                        .post(calls.o(path))
                        .statusCode())
                .as(path)
                .isEqualTo(status));
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void parametersInTheUrlAreRefused() {
    OAuth2Calls.as(MACHINE)
        .post(calls.o("/token/?grant_type=client_credentials"))
        .then()
        .statusCode(400)
        .body("error_description", equalTo("URL query parameters are not allowed"));
  }

  @Test
  void anUnknownScopeIsRefused() {
    calls
        .token(
            OAuth2Calls.as(MACHINE), Map.of("grant_type", "client_credentials", "scope", "admin"))
        .then()
        .statusCode(400)
        .body("", equalTo(Map.of("error", "invalid_scope")));
  }

  @Test
  void aRefreshTokenIsGoodForOneUseAtEitherAddress() {
    String first = calls.login(OAuth2Calls.as(LOGIN), calls.password()).path("refresh_token");
    Response renewed = calls.refresh(LOGIN, first);
    String second = renewed.path("refresh_token");

    assertThat(renewed.statusCode()).isEqualTo(200);
    calls
        .refresh(LOGIN, first)
        .then()
        .statusCode(400)
        .body("", equalTo(Map.of("error", "invalid_grant")));
    OAuth2Calls.as(LOGIN)
        .formParam("grant_type", "refresh_token")
        .formParam("refresh_token", first)
        .post(calls.realm() + "/protocol/openid-connect/token")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_grant"));
    assertThat(calls.refresh(LOGIN, second).statusCode()).isEqualTo(200);
  }

  @Test
  void ofManyUsesOfARefreshTokenAtOnceOneSucceeds() {
    String token = calls.login(OAuth2Calls.as(LOGIN), calls.password()).path("refresh_token");

    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, 6)
            .mapToObj(
                turn ->
                    CompletableFuture.supplyAsync(() -> calls.refresh(LOGIN, token).statusCode()))
            .toList();

    assertThat(answers.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrder(200, 400, 400, 400, 400, 400);
  }

  @Test
  void aRefreshMayNarrowTheScopeButNotWidenIt() {
    Response reading =
        calls.token(
            OAuth2Calls.as(LOGIN),
            Map.of(
                "grant_type",
                "password",
                "username",
                calls.username(),
                "password",
                calls.password(),
                "scope",
                "read"));
    String token = reading.path("refresh_token");

    calls
        .token(
            OAuth2Calls.as(LOGIN),
            Map.of("grant_type", "refresh_token", "refresh_token", token, "scope", "write"))
        .then()
        .statusCode(400)
        .body("", equalTo(Map.of("error", "invalid_scope")));
    assertThat(calls.refresh(LOGIN, token).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " read "})
  void aScopeIsReadWithoutTheSpaceAroundIt(String scope) {
    String granted = scope.isBlank() ? "read write" : "read";
    Response login =
        calls.token(
            OAuth2Calls.as(LOGIN),
            Map.of(
                "grant_type",
                "password",
                "username",
                calls.username(),
                "password",
                calls.password(),
                "scope",
                scope));
    assertThat(login.jsonPath().getString("scope")).isEqualTo(granted);
    assertThat(
            calls
                .token(
                    OAuth2Calls.as(MACHINE),
                    Map.of("grant_type", "client_credentials", "scope", scope))
                .jsonPath()
                .getString("scope"))
        .isEqualTo(granted);
    assertThat(
            calls
                .token(
                    OAuth2Calls.as(LOGIN),
                    Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        login.path("refresh_token"),
                        "scope",
                        scope))
                .jsonPath()
                .getString("scope"))
        .isEqualTo(granted);
  }

  @Test
  void aRefreshTokenIsItsClientsAlone() {
    String token = calls.login(OAuth2Calls.as(LOGIN), calls.password()).path("refresh_token");

    calls
        .refresh(MACHINE, token)
        .then()
        .statusCode(400)
        .body("", equalTo(Map.of("error", "invalid_grant")));
  }

  @Test
  void whatNoDatabaseCanLookForIsRefusedQuietly() {
    calls
        .token(
            OAuth2Calls.as(LOGIN),
            Map.of("grant_type", "password", "username", "a\0b", "password", "x"))
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_request"));
    calls
        .token(
            OAuth2Calls.as(LOGIN),
            Map.of(
                "grant_type",
                "password",
                "username",
                calls.username() + "\7",
                "password",
                calls.password()))
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_grant"));
    calls
        .token(
            given().auth().preemptive().basic("a%00b", "x"),
            Map.of("grant_type", "client_credentials"))
        .then()
        .statusCode(401)
        .body("", equalTo(Map.of("error", "invalid_client")));
  }

  @Test
  void loginsInQuickSuccessionAllSucceed() {
    for (int login = 0; login < 20; login++) {
      assertThat(calls.login(OAuth2Calls.as(LOGIN), "wrong").statusCode()).isEqualTo(400);
      assertThat(calls.login(OAuth2Calls.as(LOGIN), calls.password()).statusCode()).isEqualTo(200);
    }
  }
}
