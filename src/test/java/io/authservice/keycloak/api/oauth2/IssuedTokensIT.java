package io.authservice.keycloak.api.oauth2;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a token: revocation, introspection, userinfo. */
@WithTestServer
@TestInstance(Lifecycle.PER_CLASS)
class IssuedTokensIT {

  private static final String MACHINE = "oauth2-it-machine";
  private static final String LOGIN = "oauth2-it-login";
  private static final String OPEN = "oauth2-it-open";
  private static final String WEB = "oauth2-it-web";

  @AutoClose private final RealmClients clients;
  private final OAuth2Calls calls;

  IssuedTokensIT(TestServer server) {
    clients = new RealmClients(server);
    calls = new OAuth2Calls(server);
  }

  @BeforeAll
  void makeClients() {
    clients.make(MACHINE, true, "serviceAccountsEnabled");
    clients.make(LOGIN, true, "directAccessGrantsEnabled");
    clients.make(OPEN, false, "directAccessGrantsEnabled");
    clients.make(WEB, true, "standardFlowEnabled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_token", "refresh_token"})
  void revokingEitherTokenEndsBoth(String revoked) {
    Response tokens = calls.login(OAuth2Calls.as(LOGIN), calls.password());

    OAuth2Calls.as(LOGIN)
        .formParam("token", tokens.<String>path(revoked))
        .formParam("token_type_hint", "magic")
        .post(calls.o("/revoke_token/"))
        .then()
        .statusCode(200)
        .contentType(ContentType.HTML)
        .body(emptyString());

    calls.me(tokens.path("access_token")).statusCode(401);
    assertThat(calls.refresh(LOGIN, tokens.path("refresh_token")).statusCode()).isEqualTo(400);
  }

  @Test
  void aTokenOfAnotherClientIsNotRevoked() {
    String token = calls.login(OAuth2Calls.as(LOGIN), calls.password()).path("access_token");

    OAuth2Calls.as(WEB)
        .formParam("token", token)
        .post(calls.o("/revoke_token/"))
        .then()
        .statusCode(200);

    calls.me(token).statusCode(200);
  }

  @Test
  void aRevocationNeedsATokenAndAClient() {
    OAuth2Calls.as(LOGIN)
        .contentType(ContentType.JSON)
        .body("{\"token\": \"abc\"}")
        .post(calls.o("/revoke_token/"))
        .then()
        .statusCode(400)
        .body("error_description", equalTo("Missing token parameter."));
    given()
        .formParam("token", "abc")
        .post(calls.o("/revoke_token/"))
        .then()
        .statusCode(401)
        .body("", equalTo(Map.of("error", "invalid_client")));
  }

  @Test
  void introspectionTellsAnyConfidentialClientAboutALiveToken() {
    String token = calls.login(OAuth2Calls.as(LOGIN), calls.password()).path("access_token");

    Response answer = calls.introspect(OAuth2Calls.as(MACHINE), token);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.jsonPath().getMap("").keySet().toString())
        .isEqualTo("[active, scope, exp, client_id, username]");
    assertThat(answer.jsonPath().getString("client_id")).isEqualTo(LOGIN);
    assertThat(answer.jsonPath().getString("username")).isEqualTo(calls.username());
  }

  /** As django-oauth-toolkit does; no client names itself in a URL. */
  @Test
  void introspectionIsAnsweredToAUrlAsWell() {
    String token = calls.login(OAuth2Calls.as(LOGIN), calls.password()).path("access_token");

    OAuth2Calls.as(MACHINE)
        .queryParam("token", token)
        .get(calls.o("/introspect/"))
        .then()
        .statusCode(200)
        .body("active", equalTo(true))
        .body("client_id", equalTo(LOGIN));
    OAuth2Calls.as(MACHINE)
        .get(calls.o("/introspect/"))
        .then()
        .statusCode(200)
        .body("", equalTo(Map.of("active", false)));
    given()
        .queryParam("token", token)
        .queryParam("client_id", MACHINE)
        .queryParam("client_secret", RealmClients.SECRET)
        .get(calls.o("/introspect/"))
        .then()
        .statusCode(403);
  }

  @Test
  void introspectionNamesNoUserForAMachine() {
    String token =
        calls
            .token(OAuth2Calls.as(MACHINE), Map.of("grant_type", "client_credentials"))
            .path("access_token");

    assertThat(
            calls
                .introspect(OAuth2Calls.as(MACHINE), token)
                .jsonPath()
                .getMap("")
                .keySet()
                .toString())
        .isEqualTo("[active, scope, exp, client_id]");
  }

  @Test
  void introspectionIsForClientsWithASecretOrTheScope() {
    Response tokens = calls.login(OAuth2Calls.as(LOGIN), calls.password());
    String plain = tokens.path("access_token");
    String scoped =
        calls
            .token(
                OAuth2Calls.as(MACHINE),
                Map.of("grant_type", "client_credentials", "scope", "introspection"))
            .path("access_token");

    calls
        .introspect(given().auth().oauth2(plain), plain)
        .then()
        .statusCode(403)
        .body(emptyString());
    calls.introspect(given().formParam("client_id", OPEN), plain).then().statusCode(403);
    calls.introspect(given(), plain).then().statusCode(403);
    calls.introspect(given().auth().oauth2(scoped), plain).then().body("active", equalTo(true));
  }

  @Test
  void introspectionCallsAnythingButALiveAccessTokenInactive() {
    String refresh = calls.login(OAuth2Calls.as(LOGIN), calls.password()).path("refresh_token");

    for (String token : new String[] {"garbage", "", refresh}) {
      calls
          .introspect(OAuth2Calls.as(MACHINE), token)
          .then()
          .statusCode(200)
          .body("", equalTo(Map.of("active", false)));
    }
    OAuth2Calls.as(MACHINE)
        .post(calls.o("/introspect/"))
        .then()
        .body("", equalTo(Map.of("active", false)));
  }

  @Test
  void userinfoAnswersAsKeycloakDoes() {
    Response tokens =
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
                "openid"));

    assertThat(tokens.<String>path("id_token")).isNotBlank();
    given()
        .auth()
        .oauth2(tokens.path("access_token"))
        .get(calls.o("/userinfo/"))
        .then()
        .statusCode(200)
        .contentType(ContentType.JSON);
    given()
        .get(calls.o("/userinfo/"))
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", startsWith("Bearer"));
  }
}
