package io.authservice.keycloak.token.grant;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several log in by one name at once, where the realm detects brute force. */
@WithTestServer
class LoginsTogetherIT {

  private static final int AT_ONCE = 16;
  private static final int EIGHT = 8;
  private static final int CROWD = 48;

  /** So that all have come before many are done. */
  private static final int SLOW = 50_000;

  private static final String WRONG = "not-the-password";

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;
  private final ExecutorService threads = Executors.newFixedThreadPool(CROWD);
  private Map<String, Object> before = Map.of();
  private Api.User user;

  LoginsTogetherIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @BeforeEach
  void guard() {
    user = api.user();
    before =
        configured(
            Map.of(
                "bruteForceProtected",
                true,
                "permanentLockout",
                false,
                "quickLoginCheckMilliSeconds",
                0,
                "failureFactor",
                30));
  }

  @AfterEach
  void restore() {
    configured(before);
    threads.shutdownNow();
  }

  @Test
  void allWithTheRightPasswordAreLetInByTheApi() throws Exception {
    assertThat(statuses(EIGHT, () -> obtain(Api.PASSWORD))).containsOnly(200);
    assertThat(failures("LOGIN_ERROR")).isZero();
  }

  @Test
  void allWithTheRightPasswordAreLetInAsOAuth2Clients() throws Exception {
    String client = admin.client(Map.of("directAccessGrantsEnabled", true));

    assertThat(statuses(EIGHT, () -> grant(client))).containsOnly(200);
    assertThat(failures("LOGIN_ERROR")).isZero();
  }

  @Test
  void soTheyAreWhereTheRealmLocksOutForGood() throws Exception {
    configured(Map.of("permanentLockout", true, "maxTemporaryLockouts", 0));

    assertThat(statuses(EIGHT, () -> obtain(Api.PASSWORD))).containsOnly(200);

    configured(Map.of("permanentLockout", true, "maxTemporaryLockouts", 2));
    assertThat(statuses(EIGHT, () -> obtain(Api.PASSWORD))).containsOnly(200);
    assertThat(failures("LOGIN_ERROR")).isZero();
  }

  @Test
  void oneWrongPasswordAmongThemIsOneFailure() throws Exception {
    List<Supplier<Response>> logins = new ArrayList<>();
    IntStream.range(1, EIGHT).forEach(i -> logins.add(() -> obtain(Api.PASSWORD)));
    logins.add(3, () -> obtain(WRONG));

    List<Integer> statuses = statuses(logins);

    assertThat(statuses).containsOnlyOnce(401);
    assertThat(statuses.stream().filter(status -> status == 200)).hasSize(EIGHT - 1);
    await().until(() -> failures("LOGIN_ERROR") == 1);
  }

  @Test
  void theLockOutHolds() throws Exception {
    configured(Map.of("failureFactor", 3));

    assertThat(statuses(AT_ONCE, () -> obtain(WRONG))).containsOnly(401);

    await().until(this::isLockedOut);
    assertThat(obtain(Api.PASSWORD).statusCode()).isEqualTo(401);
    assertThat(counted()).isEqualTo(3);
  }

  /** Nobody ties up the server's threads by logging in again and again. */
  @Test
  void onlySomeMayWait() throws Exception {
    admin.configureStorage("passwordIterations", Integer.toString(SLOW));
    obtain(Api.PASSWORD);
    List<Response> answers;
    try {
      answers = answers(IntStream.range(0, CROWD).mapToObj(i -> right()).toList());
    } finally {
      admin.configureStorage("passwordIterations", null);
    }

    assertThat(answers.stream().map(Response::statusCode)).contains(200).containsOnly(200, 429);
    List<Response> refused = answers.stream().filter(one -> one.statusCode() == 429).toList();
    assertThat(refused).isNotEmpty();
    assertThat(refused.get(0).header("Retry-After")).isEqualTo("1");
    assertThat(refused.get(0).jsonPath().getString("detail")).startsWith("Request was throttled.");
  }

  private Supplier<Response> right() {
    return () -> obtain(Api.PASSWORD);
  }

  private boolean isLockedOut() {
    return attacks().<Boolean>path("disabled");
  }

  private int counted() {
    return attacks().path("numFailures");
  }

  private Response attacks() {
    return admin
        .request()
        .get(admin.path("/attack-detection/brute-force/users/" + admin.id(user.username())));
  }

  private Map<String, Object> configured(Map<String, Object> settings) {
    return admin.configure(new HashMap<>(settings));
  }

  /** The user's events of a kind. */
  private int failures(String kind) {
    return admin
        .request()
        .queryParam("type", kind)
        .queryParam("user", admin.id(user.username()))
        .get(admin.path("/events"))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("")
        .size();
  }

  private Response obtain(String password) {
    return api.anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of("username", user.username(), "password", password))
        .post("/api/token/");
  }

  private Response grant(String client) {
    return given()
        .baseUri(server.baseUrl())
        .formParams(
            Map.of(
                "grant_type",
                "password",
                "client_id",
                client,
                "username",
                user.username(),
                "password",
                Api.PASSWORD))
        .post("/o/token/");
  }

  private List<Integer> statuses(int number, Supplier<Response> login) throws Exception {
    return statuses(IntStream.range(0, number).mapToObj(i -> login).toList());
  }

  private List<Integer> statuses(List<Supplier<Response>> logins) throws Exception {
    return answers(logins).stream().map(Response::statusCode).toList();
  }

  private List<Response> answers(List<Supplier<Response>> logins) throws Exception {
    CyclicBarrier together = new CyclicBarrier(logins.size());
    List<Future<Response>> answers = new ArrayList<>();
    for (Supplier<Response> login : logins) {
      answers.add(
          threads.submit(
              () -> {
                together.await();
                return login.get();
              }));
    }
    List<Response> all = new ArrayList<>();
    for (Future<Response> answer : answers) {
      all.add(answer.get());
    }
    return all;
  }
}
