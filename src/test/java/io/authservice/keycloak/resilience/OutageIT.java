package io.authservice.keycloak.resilience;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.TimedClient.Tokens;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("resilience")
@WithPostgresKeycloak
class OutageIT {

  private static final String SPA = "https://spa.example";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** A statement, the attempt to cancel it and the rollback take one time-out each. */
  private static final Duration HANGING_LIMIT =
      PostgresKeycloak.TRANSACTION_TIMEOUT.multipliedBy(3).plusSeconds(3);

  private static final Duration RECOVERY = Duration.ofSeconds(30);
  private static final String USERS =
      "select id, username, email, is_active, is_staff, is_superuser, password from users_user"
          + " order by id";

  private final PostgresKeycloak stack;
  private final TimedClient client;

  OutageIT(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = stack.client();
  }

  @AfterEach
  void recover() {
    if (!stack.isDatabaseUp()) {
      stack.postgres().start();
    }
    await().atMost(RECOVERY).until(() -> isLoginPossible());
  }

  @Test
  void refusesEveryRequestWhileTheDatabaseIsGoneAndLosesNothing() {
    Tokens root = client.loginAsSuperuser();
    Answer created = client.send("POST", "/api/users/", root.access(), user("survivor"));
    assertThat(created.status()).as("%s", created).isEqualTo(201);
    long id = created.json().get("id").longValue();
    client.login("survivor", "tr0mb0ne-quartet");
    List<String> before = stack.select(USERS);
    Answer me = client.get("/auth/me/", root.access());
    preflightOfAClientsScript();

    stack.postgres().crash();
    // All this takes is cached, and as true as it was a moment ago.
    Answer meanwhile = client.get("/auth/me/", root.access());
    assertThat(meanwhile.status()).isEqualTo(200);
    assertThat(meanwhile.body()).isEqualTo(me.body());
    Map<String, Answer> answers = new LinkedHashMap<>();
    for (int round = 1; round <= 2; round++) {
      for (Map.Entry<String, Supplier<Answer>> request : requests(root, id).entrySet()) {
        answers.put(request.getKey() + " #" + round, request.getValue().get());
      }
    }
    assertRefused(answers, LIMIT);
    given()
        .header("Origin", SPA)
        .auth()
        .oauth2(root.access())
        .get(stack.keycloak().baseUrl() + "/api/users/")
        .then()
        .statusCode(503)
        .header(ALLOW_ORIGIN, SPA);

    stack.postgres().start();
    await().atMost(RECOVERY).until(() -> isLoginPossible());
    assertThat(stack.select(USERS)).isEqualTo(before);
    assertThat(client.get("/auth/me/", root.access()).status()).isEqualTo(200);
    assertThat(client.get("/api/users/" + id + "/", root.access()).json())
        .isEqualTo(created.json());
    Tokens survivor = client.login("survivor", "tr0mb0ne-quartet");
    assertThat(client.get("/auth/me/", survivor.access()).json()).isEqualTo(created.json());
    assertThat(
            client
                .send("POST", "/api/token/refresh/", "", Map.of("refresh", root.refresh()))
                .status())
        .isEqualTo(200);
  }

  @Test
  void refusesACallerThatItDoesNotKnowYetWhileTheDatabaseIsGone() {
    Tokens root = client.loginAsSuperuser();
    // A change evicts the user from Keycloak's cache: its next request must read the row.
    long id = client.get("/auth/me/", root.access()).json().get("id").longValue();
    client.send("PATCH", "/api/users/" + id + "/", root.access(), Map.of("last_name", "Root"));

    stack.postgres().crash();

    assertRefused(Map.of("GET /auth/me/", client.get("/auth/me/", root.access())), LIMIT);
  }

  @Test
  void refusesRequestsInTimeWhileTheDatabaseHangs() {
    Tokens root = client.loginAsSuperuser();
    Answer created = client.send("POST", "/api/users/", root.access(), user("patient"));
    long id = created.json().get("id").longValue();
    List<String> before = stack.select(USERS);

    Map<String, Answer> answers = new LinkedHashMap<>();
    stack.postgres().freeze();
    try {
      for (Map.Entry<String, Supplier<Answer>> request : requests(root, id).entrySet()) {
        answers.put(request.getKey(), request.getValue().get());
      }
    } finally {
      stack.postgres().thaw();
    }
    answers.forEach((request, answer) -> System.out.printf("hanging: %-24s %s%n", request, answer));
    assertRefused(answers, HANGING_LIMIT);

    await().atMost(RECOVERY).until(() -> isLoginPossible());
    assertThat(stack.select(USERS)).isEqualTo(before);
  }

  /** Its origin is known from then on, whatever becomes of the database. */
  private void preflightOfAClientsScript() {
    Answer created =
        client.send(
            "POST",
            "/admin/realms/auth-service/clients",
            stack.masterToken(),
            Map.of("clientId", "spa", "publicClient", true, "webOrigins", List.of(SPA)));
    assertThat(created.status()).as("%s", created).isEqualTo(201);
    given()
        .header("Origin", SPA)
        .header("Access-Control-Request-Method", "GET")
        .options(stack.keycloak().baseUrl() + "/api/users/")
        .then()
        .header(ALLOW_ORIGIN, SPA);
  }

  private Map<String, Supplier<Answer>> requests(Tokens root, long id) {
    Map<String, Supplier<Answer>> requests = new LinkedHashMap<>();
    requests.put("GET /api/users/", () -> client.get("/api/users/", root.access()));
    requests.put("GET /api/users/<id>/", () -> client.get("/api/users/" + id + "/", root.access()));
    requests.put(
        "POST /api/token/",
        () ->
            client.send(
                "POST",
                "/api/token/",
                "",
                Map.of(
                    "username",
                    TestSettings.SUPERUSER_NAME,
                    "password",
                    TestSettings.SUPERUSER_PASSWORD)));
    requests.put(
        "POST /api/token/refresh/",
        () -> client.send("POST", "/api/token/refresh/", "", Map.of("refresh", root.refresh())));
    requests.put(
        "POST /api/users/",
        () -> client.send("POST", "/api/users/", root.access(), user("newcomer")));
    requests.put(
        "PATCH /api/users/<id>/",
        () ->
            client.send(
                "PATCH", "/api/users/" + id + "/", root.access(), Map.of("first_name", "Nobody")));
    requests.put(
        "DELETE /api/users/<id>/",
        () -> client.send("DELETE", "/api/users/" + id + "/", root.access(), Map.of()));
    return requests;
  }

  private static Map<String, String> user(String name) {
    return Map.of("username", name, "email", name + "@example.com", "password", "tr0mb0ne-quartet");
  }

  private static void assertRefused(Map<String, Answer> answers, Duration limit) {
    SoftAssertions softly = new SoftAssertions();
    answers.forEach(
        (request, answer) -> {
          softly.assertThat(answer.status()).as("%s: %s", request, answer).isEqualTo(503);
          softly.assertThat(answer.contentType()).as(request).isEqualTo("application/json");
          softly.assertThat(answer.body()).as(request).startsWith("{\"detail\":");
          softly.assertThat(answer.time()).as(request).isLessThan(limit);
        });
    softly.assertAll();
  }

  private boolean isLoginPossible() {
    return client
            .send(
                "POST",
                "/api/token/",
                "",
                Map.of(
                    "username",
                    TestSettings.SUPERUSER_NAME,
                    "password",
                    TestSettings.SUPERUSER_PASSWORD))
            .status()
        == 200;
  }
}
