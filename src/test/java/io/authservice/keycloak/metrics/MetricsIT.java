package io.authservice.keycloak.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.authservice.keycloak.server.MetricsPage;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The numbers on {@code /metrics} move by exactly what was done. */
@Tag("contract")
@WithTestServer
class MetricsIT {

  private final TestServer server;
  private final Api api;
  private final MetricsPage metrics;

  MetricsIT(TestServer server) {
    assumeTrue(server.metrics().isPresent(), "the metrics of a server of others are not ours");
    this.server = server;
    api = new Api(server);
    metrics = server.metrics().orElseThrow();
  }

  private double requests(String endpoint, String method, int status) {
    return metrics.value(
        "auth_service_requests_seconds_count",
        Map.of(
            "realm",
            server.realm(),
            "endpoint",
            endpoint,
            "method",
            method,
            "status",
            Integer.toString(status)));
  }

  private double hashes(String format) {
    return metrics.value("auth_service_password_hashes_seconds_count", Map.of("format", format));
  }

  @Test
  void countsRequestsByEndpointMethodAndStatus() {
    User user = api.user();
    double me = requests("/auth/me/", "GET", 200);
    double own = requests("/api/users/{id}/", "GET", 200);
    double hidden = requests("/api/users/{id}/", "GET", 404);
    double tokens = requests("/api/token/", "POST", 401);
    double oauth2 = requests("/o/token/", "POST", 400);

    api.as(user).get("/auth/me/").then().statusCode(200);
    api.as(user).get("/auth/me/").then().statusCode(200);
    api.as(user).get(user.path()).then().statusCode(200);
    api.as(user).get("/realms/" + server.realm() + "/auth-service" + user.path());
    api.as(user).get("/api/users/" + Long.MAX_VALUE + "/").then().statusCode(404);
    api.obtain(user.username(), "wrong").then().statusCode(401);
    api.anonymous().formParam("grant_type", "nothing").post("/o/token/").then().statusCode(400);

    assertThat(requests("/auth/me/", "GET", 200) - me).isEqualTo(2);
    assertThat(requests("/api/users/{id}/", "GET", 200) - own).isEqualTo(2);
    assertThat(requests("/api/users/{id}/", "GET", 404) - hidden).isEqualTo(1);
    assertThat(requests("/api/token/", "POST", 401) - tokens).isEqualTo(1);
    assertThat(requests("/o/token/", "POST", 400) - oauth2).isEqualTo(1);
  }

  @Test
  void timesRequests() {
    Map<String, String> labels =
        Map.of(
            "realm", server.realm(), "endpoint", "/api/token/", "method", "POST", "status", "200");
    double before = metrics.value("auth_service_requests_seconds_sum", labels);
    long start = System.nanoTime();

    api.user();

    double seconds = metrics.value("auth_service_requests_seconds_sum", labels) - before;
    assertThat(seconds).isPositive().isLessThan((System.nanoTime() - start) / 1e9);
    assertThat(metrics.text()).doesNotContain("auth_service_requests_seconds_bucket");
  }

  /** Whoever makes up addresses and methods must not fill the server's memory with series. */
  @Test
  void makesNoSeriesOfWhatClientsMakeUp() {
    double paths = requests("other", "GET", 404);
    double methods = requests("/api/users/", "other", 401);

    for (int i = 0; i < 5; i++) {
      api.anonymous().get("/api/made-up-" + i + "/").then().statusCode(404);
      api.anonymous().request("MADEUP" + i, "/api/users/").then().statusCode(401);
    }

    assertThat(requests("other", "GET", 404) - paths).isEqualTo(5);
    assertThat(requests("/api/users/", "other", 401) - methods).isEqualTo(5);
    assertThat(metrics.text().lines().filter(line -> line.startsWith("auth_service_")))
        .isNotEmpty()
        .noneMatch(line -> line.contains("made-up") || line.contains("MADEUP"));
  }

  @Test
  void countsOneHashForEachPasswordThatIsVerifiedOrStored() {
    User user = api.user();
    double before = hashes("pbkdf2_sha256");

    api.obtain(user.username(), user.password()).then().statusCode(200);
    api.obtain(user.username(), "wrong").then().statusCode(401);
    api.obtain(Api.newName(), "wrong").then().statusCode(401);
    api.as(user)
        .contentType(ContentType.JSON)
        .body(Map.of("first_name", "Other"))
        .patch(user.path())
        .then()
        .statusCode(200);

    assertThat(hashes("pbkdf2_sha256") - before).isCloseTo(3, within(0.0));

    api.as(user)
        .contentType(ContentType.JSON)
        .body(Map.of("password", "An0ther-horse-Batt3ry"))
        .patch(user.path())
        .then()
        .statusCode(200);

    assertThat(hashes("pbkdf2_sha256") - before).isCloseTo(4, within(0.0));
  }
}
