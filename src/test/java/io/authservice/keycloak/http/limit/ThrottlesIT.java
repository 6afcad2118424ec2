package io.authservice.keycloak.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.MetricsPage;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.config.HttpClientConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server that limits what costs it most, behind a proxy on {@code 127.0.0.1} that it trusts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThrottlesIT {

  private static final String OPTION = "--spi-realm-restapi-extension--auth-service--throttle-";
  private static final int REGISTRATIONS = 3;
  private static final int LOGINS = 12;
  private static final int ACCOUNT_LOGINS = 5;
  private static final int PASSWORDS = 3;
  private static final int ACCOUNT_PASSWORDS = 2;
  private static final int HOUR = 3600;

  private final AtomicInteger addresses = new AtomicInteger();
  @AutoClose private TestServer server;
  private Api api;
  private User superuser;

  @BeforeAll
  void start() {
    server =
        TestServer.startWith(
            "throttles",
            List.of(
                "--proxy-headers=xforwarded",
                "--proxy-trusted-addresses=127.0.0.1/32",
                OPTION + "registration=" + REGISTRATIONS + "/hour",
                OPTION + "token=" + LOGINS + "/hour",
                OPTION + "token-account=" + ACCOUNT_LOGINS + "/hour",
                OPTION + "password=" + PASSWORDS + "/hour",
                OPTION + "password-account=" + ACCOUNT_PASSWORDS + "/hour"));
    api = new Api(server);
    superuser = loggedIn(server.superuserName(), server.superuserPassword());
  }

  /** An address from which nobody has sent anything. */
  private String newAddress() {
    return "203.0.113." + addresses.incrementAndGet();
  }

  private static RequestSpecification from(String address, RequestSpecification request) {
    return request
        .header("X-Forwarded-For", address)
        .header("X-Forwarded-Proto", "https")
        .contentType(ContentType.JSON);
  }

  private Response register(String address, String username) {
    return from(address, api.anonymous()).body(Api.form(username)).post("/api/users/");
  }

  private Response login(String address, String username, String password) {
    return from(address, api.anonymous())
        .body(Map.of("username", username, "password", password))
        .post("/api/token/");
  }

  private Response patch(String address, User user, Map<String, Object> body) {
    return from(address, api.as(user)).body(body).patch(user.path());
  }

  private User user() {
    String name = Api.newName();
    register(newAddress(), name).then().statusCode(201);
    return loggedIn(name, Api.PASSWORD);
  }

  private User loggedIn(String name, String password) {
    Response tokens = login(newAddress(), name, password);
    String access = tokens.path("access");
    long id = from(newAddress(), api.as(access)).get("/auth/me/").jsonPath().getLong("id");
    return new User(id, name, password, access, tokens.path("refresh"));
  }

  private static void assertThrottled(Response answer, int times) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(429);
    int wait = Integer.parseInt(answer.header("Retry-After"));
    assertThat(wait).isBetween(1, HOUR / times);
    assertThat(answer.jsonPath().getMap("$"))
        .isEqualTo(
            Map.of("detail", "Request was throttled. Expected available in " + wait + " seconds."));
    assertThat(answer.contentType()).isEqualTo("application/json");
  }

  @Test
  void limitsTheRegistrationsOfAnAddress() {
    String address = newAddress();
    register(address, Api.newName()).then().statusCode(201);
    for (int i = 1; i < REGISTRATIONS; i++) {
      register(address, "not a name").then().statusCode(400);
    }
    String refused = Api.newName();

    assertThrottled(register(address, refused), REGISTRATIONS);
    assertThat(
            from(address, api.anonymous())
                .header("Origin", "https://app.example")
                .body(Api.form(refused))
                .post("/api/users/")
                .header("Access-Control-Allow-Origin"))
        .as("its script may read that it is to wait")
        .isEqualTo("https://app.example");

    register(newAddress(), refused).then().statusCode(201);
    from(address, api.as(superuser))
        .body(Api.form(Api.newName()))
        .post("/api/users/")
        .then()
        .statusCode(201);
  }

  @Test
  void takesTheAddressesOfANetworkOfIpv6ForOne() {
    for (int i = 0; i < REGISTRATIONS; i++) {
      register("2001:db8:0:1::" + i, Api.newName()).then().statusCode(201);
    }

    assertThrottled(register("2001:db8:0:1:ffff::1", Api.newName()), REGISTRATIONS);
    register("2001:db8:0:2::1", Api.newName()).then().statusCode(201);
  }

  @Test
  void limitsTheLoginsOfAnAddressRightOnesToo() {
    User user = user();
    String address = newAddress();
    for (int i = 0; i < LOGINS; i++) {
      login(address, Api.newName(), "wrong").then().statusCode(401);
    }

    assertThrottled(login(address, user.username(), Api.PASSWORD), LOGINS);
    login(newAddress(), user.username(), Api.PASSWORD).then().statusCode(200);
  }

  @Test
  void limitsTheLoginsUnderANameFromWhereverTheyComeAndWhetherOrNotItIsAUsers() {
    String name = user().username();
    for (int i = 2; i < ACCOUNT_LOGINS; i++) {
      login(newAddress(), name, Api.PASSWORD).then().statusCode(200);
    }
    login(newAddress(), name.toUpperCase(Locale.ROOT), "wrong").then().statusCode(401);
    String nobody = Api.newName();
    for (int i = 0; i < ACCOUNT_LOGINS; i++) {
      login(newAddress(), nobody, "wrong").then().statusCode(401);
    }

    assertThrottled(login(newAddress(), name, Api.PASSWORD), ACCOUNT_LOGINS);
    assertThrottled(login(newAddress(), nobody, "wrong"), ACCOUNT_LOGINS);
  }

  @Test
  void limitsTheChangesOfOnesOwnPassword() {
    User user = user();
    for (int i = 1; i <= ACCOUNT_PASSWORDS; i++) {
      patch(newAddress(), user, Map.of("password", "Chang3d-as-often-" + i)).then().statusCode(200);
    }

    assertThrottled(
        patch(newAddress(), user, Map.of("password", "Chang3d-too-often")), ACCOUNT_PASSWORDS);

    login(newAddress(), user.username(), "Chang3d-as-often-" + ACCOUNT_PASSWORDS)
        .then()
        .statusCode(200);
    patch(newAddress(), user, Map.of("first_name", "Ada")).then().statusCode(200);
    from(newAddress(), api.as(superuser))
        .body(Map.of("password", "Chang3d-by-staff"))
        .patch(user.path())
        .then()
        .statusCode(200);
  }

  @Test
  void limitsThePasswordChangesOfAnAddress() {
    String address = newAddress();
    for (int i = 0; i < PASSWORDS; i++) {
      patch(address, user(), Map.of("password", "Chang3d-once")).then().statusCode(200);
    }

    assertThrottled(patch(address, user(), Map.of("password", "Chang3d-once")), PASSWORDS);
  }

  @Test
  void countsWhatItRefusesByTheLimit() {
    MetricsPage metrics = server.metrics().orElseThrow();
    Map<String, Double> before = refusals(metrics);
    String address = newAddress();
    for (int i = 0; i < REGISTRATIONS + 2; i++) {
      register(address, "not a name");
    }
    String name = Api.newName();
    for (int i = 0; i < ACCOUNT_LOGINS + 1; i++) {
      login(newAddress(), name, "wrong");
    }

    Map<String, Double> after = refusals(metrics);

    assertThat(after.get("registration") - before.get("registration")).isEqualTo(2);
    assertThat(after.get("token-account") - before.get("token-account")).isEqualTo(1);
    assertThat(after.get("token") - before.get("token")).isZero();
    assertThat(metrics.text()).doesNotContain(name).doesNotContain(address);
  }

  private static Map<String, Double> refusals(MetricsPage metrics) {
    return Stream.of("registration", "token", "token-account")
        .collect(
            Collectors.toMap(
                limit -> limit,
                limit -> metrics.value("auth_service_throttled_total", Map.of("limit", limit))));
  }

  /** The realm requires it of the world outside. */
  @Test
  void nothingIsServedInTheClearToTheWorldOutside() {
    assertThat(from(newAddress(), api.as(superuser)).get("/auth/me/").statusCode()).isEqualTo(200);
    for (Response answer :
        List.of(
            inTheClear(api.anonymous()).body(Api.form(Api.newName())).post("/api/users/"),
            inTheClear(api.anonymous())
                .body(Map.of("username", "a", "password", "b"))
                .post("/api/token/"),
            inTheClear(api.as(superuser)).get("/auth/me/"))) {
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(403);
      assertThat(answer.asString()).isEqualTo("{\"detail\":\"HTTPS is required.\"}");
    }
  }

  private RequestSpecification inTheClear(RequestSpecification request) {
    return request.header("X-Forwarded-For", newAddress()).contentType(ContentType.JSON);
  }

  /** What anyone but the proxy says about whom it forwards for is a lie. */
  @Test
  void believesTheTrustedProxyAlone() throws UnknownHostException {
    for (int i = 0; i < REGISTRATIONS; i++) {
      registerPastTheProxy().then().statusCode(201);
    }

    assertThrottled(registerPastTheProxy(), REGISTRATIONS);
  }

  private Response registerPastTheProxy() throws UnknownHostException {
    RequestSpecification request = api.anonymous();
    return from(
            newAddress(),
            request.config(
                api.config()
                    .httpClient(
                        HttpClientConfig.httpClientConfig()
                            .setParam(
                                "http.route.local-address", InetAddress.getByName("127.0.0.2")))))
        .baseUri(server.baseUrl().replace("localhost", "127.0.0.1"))
        .body(Api.form(Api.newName()))
        .post("/api/users/");
  }
}
