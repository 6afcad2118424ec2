package io.authservice.keycloak.token.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.OneTimePassword;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** That the time of a refused login does not tell who exists. */
@Isolated("it measures time")
@WithTestServer
class LoginTimeIT {

  /** Enough for the hash to outweigh all else, few enough for a test. */
  private static final int ITERATIONS = 60_000;

  /** Below the number of failures after which brute-force protection steps in. */
  private static final int ROUNDS = 12;

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;

  LoginTimeIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @BeforeEach
  void hashAsInEarnest() {
    admin.configureStorage("passwordIterations", Integer.toString(ITERATIONS));
  }

  @AfterEach
  void hashAsInTests() {
    admin.configureStorage("passwordIterations", null);
  }

  @Test
  void atTheTokenEndpointOfTheApi() {
    assertTakesTheSameTime(
        (name, password) ->
            () ->
                api.anonymous()
                    .contentType(ContentType.JSON)
                    .body(Map.of("username", name, "password", password, "totp", "000000"))
                    .post("/api/token/"));
  }

  @Test
  void atTheTokenEndpointForClients() {
    String clientId = admin.client(Map.of());
    assertTakesTheSameTime(
        (name, password) ->
            () ->
                api.anonymous()
                    .formParam("grant_type", "password")
                    .formParam("client_id", clientId)
                    .formParam("username", name)
                    .formParam("password", password)
                    .formParam("totp", "000000")
                    .post("/o/token/"));
  }

  private interface Login {
    Supplier<Response> with(String name, String password);
  }

  private void assertTakesTheSameTime(Login login) {
    Map<String, Supplier<Response>> refused = new LinkedHashMap<>();
    refused.put("wrong password", login.with(user(Map.of()), "wrong"));
    refused.put("unknown user", login.with(Api.newName(), Api.PASSWORD));
    refused.put("name with a control character", login.with("a\7b", Api.PASSWORD));
    String disabled = user(Map.of("enabled", false));
    refused.put("disabled, right password", login.with(disabled, Api.PASSWORD));
    refused.put("disabled, wrong password", login.with(disabled, "wrong"));
    String lockedOut = user(Map.of());
    admin.lockOut(lockedOut);
    refused.put("locked out, right password", login.with(lockedOut, Api.PASSWORD));
    refused.put("locked out, wrong password", login.with(lockedOut, "wrong"));
    refused.put("wrong one-time code", login.with(userWithSecondFactor(), Api.PASSWORD));

    Map<String, Double> times = times(refused);

    double usual = times.get("wrong password");
    assertThat(times).allSatisfy((kind, time) -> assertThat(time / usual).isBetween(0.5, 2.0));
  }

  /**
   * The lower quartile of each, since what else the machine does only ever adds; measured in turns,
   * so that it weighs on all alike.
   */
  private static Map<String, Double> times(Map<String, Supplier<Response>> logins) {
    Map<String, List<Long>> measured = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      logins.forEach(
          (kind, login) -> {
            long start = System.nanoTime();
            Response response = login.get();
            long time = System.nanoTime() - start;
            assertThat(response.statusCode()).as(kind).isIn(400, 401);
            measured.computeIfAbsent(kind, any -> new ArrayList<>()).add(time);
          });
    }
    Map<String, Double> times = new LinkedHashMap<>();
    measured.forEach(
        (kind, all) -> times.put(kind, (double) all.stream().sorted().toList().get(ROUNDS / 4)));
    return times;
  }

  private String user(Map<String, Object> more) {
    String name = Api.newName();
    admin.create(name, more);
    return name;
  }

  private String userWithSecondFactor() {
    return user(
        Map.of(
            "credentials",
            List.of(AdminApi.password(Api.PASSWORD, false), OneTimePassword.credential())));
  }
}
