package io.authservice.keycloak.token.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import io.authservice.keycloak.testing.SimpleJwt;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Refresh tokens of the old service, where refresh tokens rotate and used ones are blacklisted. */
class LegacyRotationIT {

  private static TestServer server;
  private static Api api;

  @BeforeAll
  static void start() {
    String option = "--spi-realm-restapi-extension--auth-service--";
    server =
        TestServer.startWith(
            "legacy-rotation",
            List.of(
                option + "legacy-jwt-secret=" + SimpleJwt.SECRET,
                option + "legacy-jwt-until=" + Instant.now().plus(1, ChronoUnit.DAYS),
                option + "rotate-refresh-tokens=true",
                option + "blacklist-after-rotation=true"));
    api = new Api(server);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void anOldTokenIsExchangedOnceForAPairOfTheRealm() {
    User user = api.user();
    String old = token(user);

    Response answer = api.refresh(old);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.jsonPath().getMap("$").keySet()).isEqualTo(Set.of("access", "refresh"));
    Jwt successor = Jwt.of(answer.path("refresh"));
    assertThat(successor.claim("token_type")).isEqualTo("refresh");
    assertThat(successor.claim("user_id")).isEqualTo(Long.toString(user.id()));
    api.as(answer.<String>path("access")).get("/auth/me/").then().statusCode(200);
    api.refresh(answer.path("refresh")).then().statusCode(200);
    api.refresh(old).then().statusCode(401).body("detail", equalTo("Token is blacklisted"));
  }

  @Test
  void ofExchangesAtOnceOneSucceeds() {
    String old = token(api.user());

    List<Response> answers =
        IntStream.range(0, 8).parallel().mapToObj(i -> api.refresh(old)).toList();

    assertThat(answers)
        .extracting(Response::statusCode)
        .as("%s", answers.stream().map(Response::asString).toList())
        .containsOnlyOnce(200)
        .containsOnly(200, 401);
  }

  private static String token(User user) {
    return SimpleJwt.signed(SimpleJwt.claims("refresh", user.id(), Instant.now()));
  }
}
