package io.authservice.keycloak.token.client;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications of django-oauth-toolkit that became clients, with the secrets they have. */
@WithTestServer
class DjangoSecretIT {

  private static final String CLIENT = "django-application";
  private static final String SECRET = "secret";

  /** What {@code make_password("secret")} gave in Django 5.2, with two iterations. */
  private static final String HASH =
      "pbkdf2_sha256$2$2v2BSBnmPYyGf1KuTe0EWo$BNYSK5Tjd3Mhbd5ljWzXR92q3il/kR/fukP9K2kvEtg=";

  private final TestServer server;
  @AutoClose private final RealmClients clients;

  DjangoSecretIT(TestServer server) {
    this.server = server;
    this.clients = new RealmClients(server);
  }

  private void make(String hash) {
    clients.make(
        CLIENT,
        true,
        "serviceAccountsEnabled",
        Map.of(
            "clientAuthenticatorType",
            "auth-service-django-secret",
            "attributes",
            Map.of("auth-service.django.secret", hash)));
  }

  static List<String> tokenEndpoints() {
    return List.of("/o/token/", "/realms/auth-service/protocol/openid-connect/token");
  }

  @ParameterizedTest
  @MethodSource("tokenEndpoints")
  void theSecretIsTakenFromHeaderAndForm(String endpoint) {
    make(HASH);

    inHeader(SECRET, endpoint).then().statusCode(200).body("access_token", notNullValue());
    inForm(SECRET, endpoint).then().statusCode(200).body("access_token", notNullValue());
    inHeader(SECRET, endpoint).then().statusCode(200);
  }

  @ParameterizedTest
  @MethodSource("tokenEndpoints")
  void aWrongSecretIsRefusedAsThatOfAnyClientIs(String endpoint) {
    make(HASH);
    clients.make("django-peer", true, "serviceAccountsEnabled");
    inHeader(SECRET, endpoint).then().statusCode(200);

    for (String wrong : List.of("Secret", "", HASH, "secret ")) {
      Response ours = inForm(wrong, endpoint);
      Response peers =
          form()
              .formParam("client_id", "django-peer")
              .formParam("client_secret", wrong)
              .post(endpoint);
      assertThat(ours.statusCode()).as(wrong).isEqualTo(401).isEqualTo(peers.statusCode());
      assertThat(ours.body().asString()).isEqualTo(peers.body().asString());
      assertThat(inHeader(wrong, endpoint).statusCode()).as(wrong).isEqualTo(401);
    }
    Response without = form().formParam("client_id", CLIENT).post(endpoint);
    Response peerWithout = form().formParam("client_id", "django-peer").post(endpoint);
    assertThat(without.statusCode()).isEqualTo(401).isEqualTo(peerWithout.statusCode());
    assertThat(without.body().asString()).isEqualTo(peerWithout.body().asString());
  }

  @ParameterizedTest
  @MethodSource("tokenEndpoints")
  void aSecretOfKeycloaksBesideItIsOfNoUse(String endpoint) {
    make(HASH);

    inForm(RealmClients.SECRET, endpoint).then().statusCode(401);
    inHeader(RealmClients.SECRET, endpoint).then().statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "!secret",
        "pbkdf2_sha256$999999999$salt$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "pbkdf2_sha256$2$salt"
      })
  void whatIsNoHashMatchesNothing(String stored) {
    make(stored);

    inForm(SECRET, "/o/token/").then().statusCode(401);
    inForm(stored, "/o/token/").then().statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/o/introspect/", "/realms/auth-service/protocol/openid-connect/token/introspect"})
  void theClientMayIntrospect(String endpoint) {
    make(HASH);
    String token = inHeader(SECRET, "/o/token/").path("access_token");

    form()
        .auth()
        .preemptive()
        .basic(CLIENT, SECRET)
        .formParam("token", token)
        .post(endpoint)
        .then()
        .statusCode(200)
        // Keycloak's own endpoint knows only tokens that name the client as an audience.
        .body("active", equalTo(endpoint.startsWith("/o/")));
    form()
        .auth()
        .preemptive()
        .basic(CLIENT, "wrong")
        .formParam("token", token)
        .post(endpoint)
        .then()
        .statusCode(endpoint.startsWith("/o/") ? 403 : 401);
  }

  @ParameterizedTest
  @MethodSource("tokenEndpoints")
  void aReplacedHashEndsTheFormerSecret(String endpoint) {
    make(HASH);
    inForm(SECRET, endpoint).then().statusCode(200);

    make("pbkdf2_sha256$2$salt$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

    inForm(SECRET, endpoint).then().statusCode(401);
  }

  @ParameterizedTest
  @MethodSource("tokenEndpoints")
  void eachUseIsLoggedWithoutTheSecret(String endpoint) throws IOException {
    make(HASH);
    Path log = server.log().orElseThrow();
    long before = uses(log);
    double countedBefore = counted();

    inForm(SECRET, endpoint);
    inForm(SECRET, endpoint);
    inForm("wrong", endpoint);

    assertThat(uses(log)).isEqualTo(before + 2);
    assertThat(counted() - countedBefore).isEqualTo(2);
    assertThat(Files.readString(log)).doesNotContain(HASH);
  }

  private double counted() {
    return server
        .metrics()
        .orElseThrow()
        .value(
            "auth_service_legacy_client_secrets_total",
            Map.of("realm", server.realm(), "client", CLIENT));
  }

  private static long uses(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains("Client " + CLIENT + " authenticated by a secret carried"))
        .count();
  }

  private Response inHeader(String secret, String endpoint) {
    return form().auth().preemptive().basic(CLIENT, secret).post(endpoint);
  }

  private Response inForm(String secret, String endpoint) {
    return form().formParam("client_id", CLIENT).formParam("client_secret", secret).post(endpoint);
  }

  private RequestSpecification form() {
    return given()
        .baseUri(server.baseUrl())
        .contentType("application/x-www-form-urlencoded")
        .formParams(Map.of("grant_type", "client_credentials"));
  }
}
