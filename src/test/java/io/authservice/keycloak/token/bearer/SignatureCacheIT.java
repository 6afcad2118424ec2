package io.authservice.keycloak.token.bearer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures are remembered, and nothing else is. */
@WithTestServer
class SignatureCacheIT {

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;

  SignatureCacheIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @Test
  void aTokenIsRefusedAtOnceWhenItsKeyIsTakenFromTheRealm() {
    String key = addKey();
    String token;
    try {
      token = api.user().access();
      assertAccepted(token);
    } finally {
      admin.request().delete(admin.path("/components/" + key)).then().statusCode(204);
    }

    assertThat(status(token)).isEqualTo(401);
    assertAccepted(api.user().access());
  }

  @Test
  void aKnownTokenIsNotTakenForAnAlteredOne() {
    User user = api.user();
    User other = api.user();
    String token = user.access();
    assertAccepted(token);

    Jwt jwt = Jwt.of(token);
    assertThat(status(jwt.withAlteredSignature())).isEqualTo(401);
    assertThat(status(jwt.with("exp", 4102444800L))).isEqualTo(401);
    assertThat(status(jwt.with("user_id", Long.toString(other.id())))).isEqualTo(401);
    assertThat(status(jwt.with("sub", "x"))).isEqualTo(401);
    assertAccepted(token);
  }

  @Test
  void aKnownTokenEndsWithItsUser() {
    User user = api.user();
    String token = user.access();
    assertAccepted(token);

    admin.change(admin.id(user.username()), "enabled", false);

    assertThat(status(token)).isEqualTo(401);
  }

  @Test
  void aKnownTokenEndsWithItsSession() {
    User user = api.user();
    String token = user.access();
    assertAccepted(token);

    admin
        .request()
        .post(admin.path("/users/" + admin.id(user.username()) + "/logout"))
        .then()
        .statusCode(204);

    assertThat(status(token)).isEqualTo(401);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void aKnownTokenEndsWithItsClient(Map<String, Object> change) {
    User user = api.user();
    try (RealmClients clients = new RealmClients(server)) {
      clients.make("known", true, "directAccessGrantsEnabled");
      String token =
          given()
              .baseUri(server.baseUrl())
              .auth()
              .preemptive()
              .basic("known", RealmClients.SECRET)
              .formParams(
                  Map.of(
                      "grant_type", "password",
                      "username", user.username(),
                      "password", user.password()))
              .post("/o/token/")
              .path("access_token");
      assertAccepted(token);

      clients.change("known", change);

      assertThat(status(token)).isEqualTo(401);
    }
  }

  static Stream<Map<String, Object>> ends() {
    return Stream.of(
        Map.of("enabled", false),
        Map.of("notBefore", Instant.now().plusSeconds(60).getEpochSecond()));
  }

  private String addKey() {
    String location =
        admin
            .request()
            .body(
                Map.of(
                    "name",
                    "key-" + Api.newName(),
                    "providerId",
                    "rsa-generated",
                    "providerType",
                    "org.keycloak.keys.KeyProvider",
                    "config",
                    Map.of("priority", List.of("500"), "algorithm", List.of("RS256"))))
            .post(admin.path("/components"))
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /** Twice: the second time its signature is known. */
  private void assertAccepted(String token) {
    assertThat(status(token)).isEqualTo(200);
    assertThat(status(token)).isEqualTo(200);
  }

  private int status(String token) {
    return api.as(token).get("/auth/me/").statusCode();
  }
}
