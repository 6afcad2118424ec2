package io.authservice.keycloak.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.tracing.SpanCollector.CollectedSpan;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server that traces, and whose timers have buckets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracingIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Like no other number. */
  private static final long IMPORTED = 918_273_645L;

  private static final String ADMINISTERED = "/auth-service/users";

  @AutoClose private final SpanCollector collector = new SpanCollector();
  @AutoClose private TestServer server;
  private Api api;
  private User user;
  private String imported;

  @BeforeAll
  void start() {
    server =
        TestServer.startBuilt(
            List.of("--tracing-enabled=true", "--metrics-enabled=true"),
            "tracing",
            List.of(
                "--tracing-endpoint=" + collector.address(),
                "--tracing-protocol=http/protobuf",
                "--spi-realm-restapi-extension--auth-service--metrics-histograms=true"));
    api = new Api(server);
    imported = Api.newName();
    AdminApi admin = new AdminApi(server);
    admin.importDump("[" + Dumps.user(IMPORTED, imported, "!", "") + "]");
    admin.request().get(admin.path(ADMINISTERED + "/" + IMPORTED)).then().statusCode(200);
    admin.request().get(admin.path(ADMINISTERED + "/1" + IMPORTED)).then().statusCode(404);
    admin.request().get(admin.path(ADMINISTERED + "?search=" + imported)).then().statusCode(200);
    user = api.user();
    api.as(user).get(user.path()).then().statusCode(200);
    api.as(user).get("/api/users/" + IMPORTED + "/").then().statusCode(404);
    api.obtain(user.username(), "wr0ng-Passw0rd").then().statusCode(401);
    api.anonymous().get("/api/made-up/").then().statusCode(404);
    api.as(user)
        .contentType(ContentType.JSON)
        .body(Map.of("first_name", "Firstname-of-" + user.username()))
        .patch(user.path())
        .then()
        .statusCode(200);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                names()
                    .containsAll(
                        List.of(
                            "auth-service request PATCH /api/users/{id}/", "auth-service import")));
  }

  private List<CollectedSpan> ours() {
    return collector.spans().stream().filter(span -> span.tracer().equals("auth-service")).toList();
  }

  private List<String> names() {
    return ours().stream().map(CollectedSpan::name).toList();
  }

  @Test
  void thereIsASpanForEachRequestHashAndImport() {
    assertThat(names())
        .contains(
            "auth-service request POST /api/users/",
            "auth-service request POST /api/token/",
            "auth-service request GET /api/users/{id}/",
            "auth-service request PATCH /api/users/{id}/",
            "auth-service request GET other",
            "auth-service request POST /admin/realms/{realm}/auth-service/import",
            "auth-service request GET /admin/realms/{realm}/auth-service/import/{id}",
            "auth-service password hash pbkdf2_sha256",
            "auth-service import",
            "auth-service import portion");
  }

  @Test
  void aRequestTellsWhereItWentAndWhatWasAnswered() {
    assertThat(ours())
        .filteredOn(span -> span.name().equals("auth-service request GET /api/users/{id}/"))
        .extracting(CollectedSpan::attributes)
        .containsExactlyInAnyOrder(
            request("/api/users/{id}/", "200"), request("/api/users/{id}/", "404"));
  }

  @Test
  void soDoesACallOfAnAdministrator() {
    String one = "/admin/realms/{realm}/auth-service/users/{id}";
    String list = "/admin/realms/{realm}/auth-service/users";

    assertThat(ours())
        .filteredOn(span -> span.name().startsWith("auth-service request GET " + list))
        .extracting(CollectedSpan::attributes)
        .containsExactlyInAnyOrder(request(one, "200"), request(one, "404"), request(list, "200"));
  }

  private Map<String, String> request(String route, String status) {
    return Map.of(
        "http.request.method",
        "GET",
        "http.route",
        route,
        "auth.service.realm",
        server.realm(),
        "http.response.status_code",
        status);
  }

  @Test
  void anImportTellsHowItEnded() {
    assertThat(ours())
        .filteredOn(span -> span.name().equals("auth-service import"))
        .singleElement()
        .satisfies(
            span ->
                assertThat(span.attributes())
                    .containsOnlyKeys("auth.service.import", "auth.service.outcome")
                    .containsEntry("auth.service.outcome", "finished"));
  }

  @Test
  void noSpanOfOursTellsWhoAUserIsAndNoneAtAllASecret() {
    assertThat(collector.everything())
        .doesNotContain(user.password())
        .doesNotContain("wr0ng-Passw0rd")
        .doesNotContain(user.access())
        .doesNotContain(user.refresh());
    assertThat(ours().toString())
        .doesNotContain(user.username())
        .doesNotContain(imported)
        .doesNotContain(Long.toString(IMPORTED))
        .doesNotContain("made-up");
    assertThat(ours().stream().flatMap(span -> span.attributes().entrySet().stream()))
        .filteredOn(attribute -> !attribute.getKey().equals("http.response.status_code"))
        .extracting(Map.Entry::getValue)
        .doesNotContain(Long.toString(user.id()));
  }

  /** As the page warns. */
  @Test
  void theSpansOfKeycloakTellWhichUserWasAskedFor() {
    assertThat(collector.everything()).contains("/api/users/" + IMPORTED);
  }

  @Test
  void timersHaveBuckets() {
    String metrics = server.metrics().orElseThrow().text();

    assertThat(buckets(metrics, "auth_service_requests_seconds_bucket{endpoint=\"/api/token/\""))
        .as("two statuses")
        .isEqualTo(24);
    assertThat(buckets(metrics, "auth_service_password_hashes_seconds_bucket{"))
        .isPositive()
        .isEqualTo(12 * buckets(metrics, "auth_service_password_hashes_seconds_count{"));
  }

  private static long buckets(String metrics, String beginning) {
    return metrics.lines().filter(line -> line.startsWith(beginning)).count();
  }
}
