package io.authservice.keycloak.metrics;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers make long is neither stored with events nor logged nor told with metrics. */
@Tag("contract")
@WithTestServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongValuesIT {

  private static final String CLIENT = "long-values";

  /** Nobody else's tests send this many of it. */
  private static final String LETTER = "\u00f8";

  private static final String MEGABYTES = LETTER.repeat(600_000);
  private static final String AS_LONG_AS_KEYCLOAK_TAKES = LETTER.repeat(3_900);

  private static final int A_FEW_HUNDRED = 300;

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;
  private final RealmClients clients;
  private final Path log;
  private long logged;
  private User user;

  LongValuesIT(TestServer server) throws IOException {
    assumeTrue(server.log().isPresent(), "the log of a server of others is not ours to read");
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
    clients = new RealmClients(server);
    log = server.log().orElseThrow();
    logged = Files.size(log);
  }

  @BeforeAll
  void makeClient() {
    user = api.user();
    clients.make(CLIENT, true, "directAccessGrantsEnabled", Map.of("standardFlowEnabled", true));
    Map<String, Object> config =
        new HashMap<>(
            admin.request().get(admin.path("/events/config")).<Map<String, Object>>path("$"));
    Set<Object> types = new LinkedHashSet<>((List<?>) config.get("enabledEventTypes"));
    types.addAll(
        List.of("REFRESH_TOKEN_ERROR", "INTROSPECT_TOKEN_ERROR", "OAUTH2_DEVICE_AUTH_ERROR"));
    config.put("enabledEventTypes", types);
    admin.request().body(config).put(admin.path("/events/config")).then().statusCode(204);
  }

  @AfterAll
  void removeClient() {
    clients.close();
  }

  private RequestSpecification form(Map<String, String> form) {
    return given()
        .baseUri(server.baseUrl())
        .contentType("application/x-www-form-urlencoded; charset=UTF-8")
        .formParams(form);
  }

  private RequestSpecification as(String client, Map<String, String> form) {
    return form(form).auth().preemptive().basic(client, RealmClients.SECRET);
  }

  private Response login(String username) {
    return api.anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of("username", username, "password", Api.PASSWORD))
        .post("/api/token/");
  }

  private void assertNothingLongIsKept() throws IOException {
    String tooLong = LETTER.repeat(A_FEW_HUNDRED);
    List<Map<String, Object>> events =
        admin.request().queryParam("max", 200).get(admin.path("/events")).path("$");
    assertThat(events).isNotEmpty();
    for (Map<String, Object> event : events) {
      assertThat(event.toString()).doesNotContain(tooLong);
    }
    byte[] all = Files.readAllBytes(log);
    assertThat(new String(all, (int) logged, all.length - (int) logged, UTF_8))
        .doesNotContain(tooLong);
    server.metrics().ifPresent(metrics -> assertThat(metrics.text()).doesNotContain(tooLong));
  }

  @Test
  void ofAUsername() throws IOException {
    for (String name : List.of(MEGABYTES, AS_LONG_AS_KEYCLOAK_TAKES, LETTER.repeat(301))) {
      Response refusal = login(name);
      assertThat(refusal.statusCode()).isEqualTo(401);
      assertThat(refusal.asString())
          .isEqualTo("{\"detail\":\"No active account found with the given credentials\"}");
      as(CLIENT, Map.of("grant_type", "password", "username", name, "password", "wrong"))
          .post("/o/token/")
          .then()
          .statusCode(400);
    }
    assertNothingLongIsKept();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client_id",
        "client_secret",
        "scope",
        "redirect_uri",
        "code",
        "code_verifier",
        "refresh_token",
        "device_code",
        "token",
        "username",
        "password",
        "totp",
        "resource",
        "audience",
        "client_assertion",
        "client_assertion_type",
        "grant_type",
        "token_type_hint",
        "nonce"
      })
  void ofAParameter(String name) throws IOException {
    for (String value : List.of(MEGABYTES, AS_LONG_AS_KEYCLOAK_TAKES)) {
      for (String grant :
          List.of(
              "password",
              "refresh_token",
              "authorization_code",
              "client_credentials",
              "urn:ietf:params:oauth:grant-type:device_code")) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", grant);
        form.put("username", user.username());
        form.put("password", "wrong");
        form.put("code", "x.y.z");
        form.put("refresh_token", "x.y.z");
        form.put("device_code", "x");
        form.put(name, value);
        assertRefused(as(CLIENT, form).post("/o/token/"));
        assertRefused(form(form).post("/o/token/"));
      }
      Map<String, String> form = new HashMap<>(Map.of("token", "x.y.z"));
      form.put(name, value);
      for (String path : List.of("revoke_token", "introspect", "device-authorization")) {
        assertThat(as(CLIENT, form).post("/o/" + path + "/").statusCode()).isLessThan(500);
        assertThat(form(form).post("/o/" + path + "/").statusCode()).isLessThan(500);
      }
    }
    assertNothingLongIsKept();
  }

  private static void assertRefused(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isIn(400, 401, 413);
  }

  @Test
  void ofTheNameOfAParameter() throws IOException {
    for (String name : List.of(MEGABYTES, AS_LONG_AS_KEYCLOAK_TAKES)) {
      Map<String, String> form = new HashMap<>();
      form.put("grant_type", "password");
      form.put("username", user.username());
      form.put("password", user.password());
      form.put(name, AS_LONG_AS_KEYCLOAK_TAKES + LETTER.repeat(200));
      as(CLIENT, form).post("/o/token/").then().statusCode(200);
    }
    assertNothingLongIsKept();
  }

  @Test
  void ofAHeader() throws IOException {
    String value = "x".repeat(3_000);
    String tooLong = "x".repeat(A_FEW_HUNDRED);
    for (String header : List.of("User-Agent", "Origin", "Referer", "X-Forwarded-For", "Cookie")) {
      api.anonymous()
          .header(header, value)
          .contentType(ContentType.JSON)
          .body(Map.of("username", user.username(), "password", "wrong"))
          .post("/api/token/")
          .then()
          .statusCode(401);
    }
    as(value, Map.of("grant_type", "client_credentials")).post("/o/token/").then().statusCode(401);
    List<Map<String, Object>> events =
        admin.request().queryParam("max", 200).get(admin.path("/events")).path("$");
    assertThat(events.toString()).doesNotContain(tooLong);
    assertThat(Files.readString(log)).doesNotContain(tooLong);
  }
}
