package io.authservice.keycloak.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.testing.Cluster;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.TimedClient.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database: {@code ./mvnw -Plong verify -Dit.test=ClusterIT}. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {

  private static final String PASSWORD = "tr0mb0ne-quartet";
  private static final String CHANGED = "vi0lin-quartet";
  private static final int WRITES = 40;
  private static final int LOGINS = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @AutoClose("shutdownNow")
  private final ExecutorService clients = Executors.newFixedThreadPool(LOGINS);

  @AutoClose private Cluster cluster;
  private TimedClient a;
  private TimedClient b;
  private String root;

  @BeforeAll
  void start(@TempDir Path directory) {
    cluster = Cluster.start(directory);
    a = new TimedClient(cluster.a().baseUrl());
    b = new TimedClient(cluster.b().baseUrl());
    await()
        .atMost(PATIENCE)
        .until(() -> cluster.database().select("select * from jgroups_ping").size() == 2);
  }

  @BeforeEach
  void logIn() {
    root = a.loginAsSuperuser().access();
  }

  private record User(long id, String name, Tokens tokens) {

    String path() {
      return "/api/users/" + id + "/";
    }
  }

  /** Known to both nodes, and in both their caches. */
  private User user() {
    String name = "u" + UUID.randomUUID().toString().substring(0, 12);
    Answer created =
        a.send(
            "POST",
            "/api/users/",
            root,
            Map.of("username", name, "email", name + "@example.com", "password", PASSWORD));
    assertThat(created.status()).as("%s", created).isEqualTo(201);
    Tokens tokens = a.login(name, PASSWORD);
    for (TimedClient node : List.of(a, b, b, a)) {
      assertThat(node.get("/auth/me/", tokens.access()).status()).isEqualTo(200);
    }
    return new User(created.json().get("id").longValue(), name, tokens);
  }

  @Test
  void theTokensOfOneNodeAreGoodAtTheOther() {
    User user = user();

    Answer refreshed =
        b.send("POST", "/api/token/refresh/", "", Map.of("refresh", user.tokens().refresh()));

    assertThat(refreshed.status()).as("%s", refreshed).isEqualTo(200);
    assertThat(a.get("/auth/me/", refreshed.json().get("access").textValue()).status())
        .isEqualTo(200);
  }

  @Test
  void aTokenThatOneNodeBlacklistedIsRefusedByTheOther() {
    User user = user();
    Map<String, String> refresh = Map.of("refresh", user.tokens().refresh());

    assertThat(a.send("POST", "/api/token/blacklist/", "", refresh).status()).isEqualTo(200);

    assertThat(b.send("POST", "/api/token/refresh/", "", refresh).status()).isEqualTo(401);
  }

  @Test
  void aChangeAtOneNodeIsSeenAtTheOtherAtOnce() {
    User user = user();
    for (String name : List.of("Ada", "Grace", "Edsger", "Barbara", "Alan")) {
      assertThat(a.send("PATCH", user.path(), root, Map.of("first_name", name)).status())
          .isEqualTo(200);
      Answer me = b.get("/auth/me/", user.tokens().access());
      assertThat(me.json().get("first_name").textValue()).isEqualTo(name);
    }
  }

  @Test
  void aUserWhomOneNodeDeactivatesIsRefusedByTheOtherAtOnce() {
    User user = user();

    assertThat(a.send("PATCH", user.path(), root, Map.of("is_active", false)).status())
        .isEqualTo(200);

    assertThat(b.get("/auth/me/", user.tokens().access()).status()).isEqualTo(401);
    assertThat(b.send("POST", "/api/token/", "", login(user, PASSWORD)).status()).isEqualTo(401);
  }

  @Test
  void aUserWhomOneNodeDeletesIsUnknownToTheOtherAtOnce() {
    User user = user();

    assertThat(a.send("DELETE", user.path(), root, Map.of()).status()).isEqualTo(204);

    assertThat(b.get("/auth/me/", user.tokens().access()).status()).isEqualTo(401);
    assertThat(b.get(user.path(), root).status()).isEqualTo(404);
  }

  @Test
  void aPasswordChangedAtOneNodeIsTheOneAtTheOtherAtOnce() {
    User user = user();

    assertThat(a.send("PATCH", user.path(), root, Map.of("password", CHANGED)).status())
        .isEqualTo(200);

    assertThat(b.send("POST", "/api/token/", "", login(user, PASSWORD)).status()).isEqualTo(401);
    assertThat(b.send("POST", "/api/token/", "", login(user, CHANGED)).status()).isEqualTo(200);
    assertThat(b.get("/auth/me/", user.tokens().access()).status())
        .as("the sessions of before have ended")
        .isEqualTo(401);
  }

  /** The realm detects brute force, and Keycloak then lets a user log in once at a time. */
  @Test
  void allWhoLogInByOneNameAtOnceAreLetInWhicheverNodeTheyAsk() {
    User user = user();

    List<CompletableFuture<Answer>> logins =
        IntStream.range(0, LOGINS)
            .mapToObj(
                n ->
                    CompletableFuture.supplyAsync(
                        () ->
                            (n % 2 == 0 ? a : b)
                                .send("POST", "/api/token/", "", login(user, PASSWORD)),
                        clients))
            .toList();

    assertThat(logins).extracting(login -> login.join().status()).containsOnly(200);
  }

  private static Map<String, String> login(User user, String password) {
    return Map.of("username", user.name(), "password", password);
  }

  @Test
  void restartsOneNodeAfterTheOtherUnderLoadAndLosesNothing() {
    Writers written;
    try (Writers writers = Writers.start(cluster::either, root)) {
      written = writers;
      progress(writers);
      for (KeycloakServer node : List.of(cluster.a(), cluster.b())) {
        node.stop();
        progress(writers);
        node.start();
        progress(writers);
      }
    }
    written.assertKept(cluster.database());
    report("restarted in turn", written);
  }

  @Test
  void goesOnWithoutANodeThatWasKilledAndLosesNothing() {
    Writers written;
    try (Writers writers = Writers.start(cluster::either, root)) {
      written = writers;
      progress(writers);
      cluster.b().kill();
      progress(writers);
      cluster.b().start();
      progress(writers);
    }
    written.assertKept(cluster.database());
    report("one killed", written);
  }

  private static void progress(Writers writers) {
    int known = writers.acknowledged();
    await().atMost(PATIENCE).until(() -> writers.acknowledged() >= known + WRITES);
  }

  private static void report(String what, Writers written) {
    System.out.printf(
        "cluster: nodes %s; %d writes acknowledged, 0 lost; %d answered 503, %d not at all, 0"
            + " otherwise%n",
        what, written.acknowledged(), written.unavailable(), written.unreachable());
  }
}
