package io.authservice.keycloak.token.bearer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens that are bound to a key (RFC 7800), shown by somebody who does not hold it. A mapper makes
 * them, as this server sees no certificates.
 */
@Tag("contract")
@WithTestServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundTokensIT {

  private static final String THUMBPRINT = "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2";
  private static final String CERTIFICATE = "{\"x5t#S256\":\"" + THUMBPRINT + "\"}";
  private static final String KEY = "{\"jkt\":\"" + THUMBPRINT + "\"}";

  private final TestServer server;
  private final Api api;
  private final RealmClients clients;
  private User user;

  BoundTokensIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    clients = new RealmClients(server);
  }

  @BeforeAll
  void makeClients() {
    user = api.user();
    clients.make("bound-asker", true, "serviceAccountsEnabled");
  }

  @AfterAll
  void removeClients() {
    clients.close();
  }

  private String token(String confirmation, Map<String, String> attributes) {
    clients.make(
        "bound",
        true,
        "directAccessGrantsEnabled",
        Map.of(
            "attributes",
            attributes,
            "protocolMappers",
            confirmation.isEmpty()
                ? List.of()
                : List.of(
                    Map.of(
                        "name",
                        "cnf",
                        "protocol",
                        "openid-connect",
                        "protocolMapper",
                        "oidc-hardcoded-claim-mapper",
                        "config",
                        Map.of(
                            "claim.name", "cnf",
                            "claim.value", confirmation,
                            "jsonType.label", "JSON",
                            "access.token.claim", "true")))));
    Map<String, String> form = new HashMap<>();
    form.put("grant_type", "password");
    form.put("username", user.username());
    form.put("password", user.password());
    form.put("scope", "read write introspection");
    return as("bound")
        .contentType(ContentType.URLENC)
        .formParams(form)
        .post("/o/token/")
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  private RequestSpecification as(String client) {
    return given().baseUri(server.baseUrl()).auth().preemptive().basic(client, RealmClients.SECRET);
  }

  private int verified(String token) {
    return api.anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of("token", token))
        .post("/api/token/verify/")
        .statusCode();
  }

  @ParameterizedTest
  @ValueSource(strings = {CERTIFICATE, KEY, "{}", "{\"kid\":\"unheard of\"}"})
  void withoutTheKeyATokenIsRefused(String confirmation) {
    String token = token(confirmation, Map.of());

    Response refusal = api.as(token).get("/auth/me/");
    assertThat(refusal.statusCode()).isEqualTo(401);
    assertThat(refusal.<String>path("code")).isEqualTo("token_not_valid");
    assertThat(verified(token)).isEqualTo(401);
    api.anonymous()
        .header("Authorization", "bearer " + token)
        .get("/auth/me/")
        .then()
        .statusCode(401);
    api.anonymous()
        .header("Authorization", "DPoP " + token)
        .get("/auth/me/")
        .then()
        .statusCode(401);
  }

  @Test
  void aTokenThatIsBoundToNothingIsGoodForEverybody() {
    String token = token("", Map.of());

    api.as(token).get("/auth/me/").then().statusCode(200);
    assertThat(verified(token)).isEqualTo(200);
  }

  /** As at Keycloak's userinfo endpoint: a token from before the client was told to bind them. */
  @ParameterizedTest
  @ValueSource(strings = {"tls.client.certificate.bound.access.tokens", "dpop.bound.access.tokens"})
  void aClientThatBindsItsTokensHasNoUnboundOnes(String binds) {
    String token = token("", Map.of());
    clients.change("bound", Map.of("attributes", Map.of(binds, "true")));

    api.as(token).get("/auth/me/").then().statusCode(401);
    assertThat(verified(token)).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {CERTIFICATE, KEY})
  void introspectionTellsWhatATokenIsBoundTo(String confirmation) {
    String token = token(confirmation, Map.of());

    Response told = as("bound-asker").formParam("token", token).post("/o/introspect/");

    assertThat(told.<Boolean>path("active")).as(told.asString()).isTrue();
    assertThat(told.asString()).contains("\"cnf\":" + confirmation);
  }

  @ParameterizedTest
  @ValueSource(strings = {CERTIFICATE, KEY})
  void nobodyAsksAboutTokensWithABoundOneAsBearer(String confirmation) {
    String asked = token("", Map.of());
    String bearer = token(confirmation, Map.of());

    given()
        .baseUri(server.baseUrl())
        .header("Authorization", "Bearer " + bearer)
        .formParam("token", asked)
        .post("/o/introspect/")
        .then()
        .statusCode(403);
  }
}
