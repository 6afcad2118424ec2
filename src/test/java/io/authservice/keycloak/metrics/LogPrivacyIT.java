package io.authservice.keycloak.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server's log at its usual level tells nothing of who used it, nor what they sent. */
@Tag("contract")
@WithTestServer
class LogPrivacyIT {

  private static final int RACERS = 8;

  private final TestServer server;
  private final Api api;
  private final Path log;
  private final Set<String> secrets = new LinkedHashSet<>();
  private final List<Integer> statuses = new ArrayList<>();
  private long logged;

  LogPrivacyIT(TestServer server) {
    assumeTrue(server.log().isPresent(), "the log of a server of others is not ours to read");
    this.server = server;
    api = new Api(server);
    log = server.log().orElseThrow();
  }

  @BeforeEach
  void noteTheEndOfTheLog() throws IOException {
    logged = Files.size(log);
  }

  @AfterEach
  void theLogHoldsNoneOfIt() throws IOException {
    byte[] all = Files.readAllBytes(log);
    String since = new String(all, (int) logged, all.length - (int) logged, UTF_8);

    assertThat(secrets).hasSizeGreaterThan(2);
    for (String secret : secrets) {
      assertThat(since).doesNotContainIgnoringCase(secret);
    }
  }

  /** Something that must not be logged, unlike anything that any other test sends. */
  private String secret(String kind) {
    return noted(kind + Api.newName());
  }

  private String noted(String secret) {
    secrets.add(secret);
    return secret;
  }

  private RequestSpecification json(RequestSpecification request, Object body) {
    return request.contentType(ContentType.JSON).body(body);
  }

  private Response noted(Response answer) {
    statuses.add(answer.statusCode());
    return answer;
  }

  private Map<String, Object> form() {
    Map<String, Object> form = new HashMap<>();
    form.put("username", secret("name"));
    form.put("password", secret("Pass-1"));
    form.put("email", secret("mail") + "@example.com");
    form.put("first_name", secret("first"));
    form.put("last_name", secret("last"));
    return form;
  }

  private User registered(Map<String, Object> form) {
    String name = form.get("username").toString();
    String password = form.get("password").toString();
    long id = noted(json(api.anonymous(), form).post("/api/users/")).jsonPath().getLong("id");
    User user = api.loggedIn(id, name, password);
    noted(user.access());
    noted(user.refresh());
    return user;
  }

  @Test
  void ofUsersAndTheirChanges() {
    Map<String, Object> form = form();
    User user = registered(form);
    noted(json(api.anonymous(), form).post("/api/users/"));
    noted(json(api.anonymous(), Map.of("username", secret("bad name"))).post("/api/users/"));
    noted(
        api.anonymous()
            .contentType(ContentType.JSON)
            .body("{\"password\": \"" + secret("broken"))
            .post("/api/users/"));
    noted(json(api.as(user), Map.of("email", secret("mail"))).patch(user.path()));
    noted(json(api.as(user), Map.of("first_name", secret("first"))).patch(user.path()));
    noted(json(api.as(user), form()).put(user.path()));
    noted(api.asSuperuser().queryParam("search", secret("search")).get("/api/users/"));
    noted(api.as(user).get("/auth/me/"));
    noted(
        json(api.asSuperuser(), Map.of("password", secret("Pass-2"), "last_name", secret("last")))
            .patch(user.path()));
    noted(api.as(user).get("/auth/me/"));
    noted(api.asSuperuser().delete(user.path()));
    noted(api.as(user).get("/auth/me/"));

    assertThat(statuses)
        .containsExactly(201, 400, 400, 400, 400, 200, 200, 200, 200, 200, 401, 204, 401);
  }

  @Test
  void ofTokens() {
    User user = registered(form());
    noted(api.obtain(user.username(), secret("wrong")));
    noted(api.obtain(secret("nobody"), secret("wrong")));
    noted(
        json(
                api.anonymous(),
                Map.of(
                    "username",
                    user.username(),
                    "password",
                    user.password(),
                    "totp",
                    secret("totp")))
            .post("/api/token/"));
    Response refreshed = noted(api.refresh(user.refresh()));
    noted(refreshed.<String>path("access"));
    for (String path :
        List.of("/api/token/refresh/", "/api/token/verify/", "/api/token/blacklist/")) {
      String field = path.contains("verify") ? "token" : "refresh";
      noted(json(api.anonymous(), Map.of(field, user.refresh() + secret("x"))).post(path));
      noted(json(api.anonymous(), Map.of(field, secret("no-token"))).post(path));
      noted(json(api.anonymous(), Map.of(field, user.refresh())).post(path));
    }
    noted(api.refresh(user.refresh()));
    noted(api.as(secret("no-token")).get("/auth/me/"));
    noted(api.as(user.access() + secret("x")).get("/auth/me/"));
    noted(
        api.anonymous()
            .header("Authorization", "Bearer " + secret("two") + " words")
            .get("/auth/me/"));

    assertThat(statuses).doesNotContain(500, 503).contains(200, 401);
  }

  @Test
  void ofClientsAndTheirTokens() {
    AdminApi admin = new AdminApi(server);
    String clientSecret = secret("client-secret");
    String client =
        admin.client(
            Map.of(
                "publicClient",
                false,
                "secret",
                clientSecret,
                "directAccessGrantsEnabled",
                true,
                "serviceAccountsEnabled",
                true,
                "defaultClientScopes",
                List.of("basic", "auth-service"),
                "optionalClientScopes",
                List.of("read", "write")));
    User user = registered(form());
    for (String sent : List.of(clientSecret, secret("wrong-secret"))) {
      for (Map<String, String> grant :
          List.of(
              Map.of("grant_type", "client_credentials"),
              Map.of(
                  "grant_type",
                  "password",
                  "username",
                  user.username(),
                  "password",
                  user.password()),
              Map.of(
                  "grant_type",
                  "password",
                  "username",
                  secret("nobody"),
                  "password",
                  secret("wrong")),
              Map.of("grant_type", "refresh_token", "refresh_token", secret("no-token")),
              Map.of("grant_type", "authorization_code", "code", secret("code")),
              Map.of("grant_type", secret("grant")))) {
        Response answer =
            noted(
                api.anonymous()
                    .auth()
                    .preemptive()
                    .basic(client, sent)
                    .formParams(grant)
                    .post("/o/token/"));
        if (answer.statusCode() == 200) {
          String access = noted(answer.<String>path("access_token"));
          for (String path : List.of("/o/introspect/", "/o/revoke_token/")) {
            noted(
                api.anonymous()
                    .auth()
                    .preemptive()
                    .basic(client, sent)
                    .formParam("token", access)
                    .post(path));
          }
          noted(api.as(access).get("/o/userinfo/"));
        }
      }
    }
    noted(
        api.anonymous()
            .queryParam("client_id", secret("client"))
            .queryParam("state", secret("state"))
            .get("/o/authorize/"));
    noted(api.anonymous().queryParam("user_code", secret("code")).get("/o/device/"));
    noted(
        api.anonymous().formParam("client_id", secret("client")).post("/o/device-authorization/"));
    noted(api.anonymous().queryParam("id_token_hint", secret("hint")).get("/o/logout/"));

    assertThat(statuses).doesNotContain(500, 503).contains(200, 400, 401);
  }

  /** Two who come for one name at once meet in the database, which would tell it. */
  @Test
  void ofARaceForAName() {
    ExecutorService threads = Executors.newFixedThreadPool(RACERS);
    for (int round = 0; round < 5; round++) {
      Map<String, Object> form = form();
      List<CompletableFuture<Integer>> racers =
          IntStream.range(0, RACERS)
              .mapToObj(
                  n ->
                      CompletableFuture.supplyAsync(
                          () -> json(api.anonymous(), form).post("/api/users/").statusCode(),
                          threads))
              .toList();

      assertThat(racers.stream().map(CompletableFuture::join)).containsOnlyOnce(201);
    }
    threads.shutdown();
  }
}
