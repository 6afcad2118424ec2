package io.authservice.keycloak.persistence.bridge;

import static io.authservice.keycloak.testing.DjangoRows.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.SimpleJwt;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Django database stops, hangs or is slow, and the rest of the server does not mind. */
@Tag("resilience")
@WithBridgedKeycloak
class BridgeOutageIT {

  /**
   * The settings give the database two seconds for each of: an idle connection's word, a new
   * connection, a statement. The rest is the machine's.
   */
  private static final Duration LIMIT = Duration.ofSeconds(12);

  /** More than the server has threads. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final int CROWD = 100;

  private static final Duration RECOVERY = Duration.ofSeconds(30);
  private static final String NATIVE = "native-user";
  private static final String USERS =
      "select id, username, email, is_active, is_staff, is_superuser, password from users_user"
          + " order by id";

  private final BridgedKeycloak server;
  private DjangoRows django;
  private BridgedRealm realm;
  private long ada;
  private String root;
  private String refresh;
  private List<String> before;

  BridgeOutageIT(BridgedKeycloak server) {
    this.server = server;
  }

  @BeforeEach
  void bridge() {
    django = server.database();
    django.user("root", true);
    ada = django.user("ada", false);
    Map<String, String> settings = server.settings(django);
    settings.put("databaseTimeout", "2");
    realm = server.realm(settings);
    server
        .asMaster()
        .body(Map.of("users", List.of(nativeUser()), "ifResourceExists", "FAIL"))
        .post(realm.admin("/partialImport"))
        .then()
        .statusCode(200);
    Response tokens = realm.obtain("root", PASSWORD);
    root = tokens.path("access");
    refresh = tokens.path("refresh");
    realm.login("ada", PASSWORD);
    before = django.select(USERS);
  }

  @AfterEach
  void recover() {
    if (!server.postgres().isRunning()) {
      server.postgres().start();
    }
    await().atMost(RECOVERY).until(() -> realm.obtain("root", PASSWORD).statusCode() == 200);
    realm.remove();
  }

  @Test
  void refusesItsUsersAloneWhileTheDatabaseIsGoneAndLosesNothing() {
    server.postgres().crash();

    assertRefusedInTime();
    assertOthersAreServed();

    server.postgres().start();
    assertRecovered();
  }

  @Test
  void refusesItsUsersAloneWhileTheDatabaseHangsAndLosesNothing() {
    server.postgres().freeze();
    try {
      assertRefusedInTime();
      assertOthersAreServed();
    } finally {
      server.postgres().thaw();
    }

    assertRecovered();
  }

  @Test
  void refusesWhatWouldWaitForALockOfDjangos() throws SQLException {
    try (Connection migration = server.postgres().connect(django.name());
        Statement statement = migration.createStatement()) {
      migration.setAutoCommit(false);
      statement.execute("lock table users_user in access exclusive mode");

      assertRefusedInTime();
      assertOthersAreServed();

      migration.rollback();
    }
    assertRecovered();
  }

  @Test
  void keepsTheServersThreadsForOthersHoweverManyAskInVain() {
    ExecutorService threads = Executors.newFixedThreadPool(CROWD);
    AtomicInteger refused = new AtomicInteger();
    server.postgres().freeze();
    try {
      for (int i = 0; i < CROWD; i++) {
        threads.execute(() -> askUntilInterrupted(refused));
      }
      await().atMost(RECOVERY).until(() -> refused.get() >= CROWD);

      long start = System.nanoTime();
      for (int i = 0; i < 10; i++) {
        // Keycloak lets a user log in one at a time, and notes a moment later that one is over.
        await()
            .pollInterval(Duration.ofMillis(100))
            .atMost(SOON)
            .untilAsserted(
                () -> {
                  Response login = server.nativeLogin(realm.name(), "admin-cli", NATIVE, PASSWORD);
                  assertThat(login.statusCode()).as(login.asString()).isEqualTo(200);
                });
      }
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      System.out.printf("outage: 10 logins of others in a crowd: %s%n", time);
      assertThat(time).isLessThan(Duration.ofSeconds(12));
    } finally {
      server.postgres().thaw();
      threads.shutdownNow();
    }
    assertRecovered();
  }

  private void askUntilInterrupted(AtomicInteger refused) {
    try {
      while (true) {
        if (realm.obtain("root", PASSWORD).statusCode() == 503) {
          refused.incrementAndGet();
        }
        Thread.sleep(1000);
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private void assertRefusedInTime() {
    requests()
        .forEach(
            (name, request) -> {
              long start = System.nanoTime();
              Response answer = request.get();
              Duration time = Duration.ofNanos(System.nanoTime() - start);
              System.out.printf("outage: %-24s %d %s%n", name, answer.statusCode(), time);
              assertThat(answer.statusCode()).as(name + ": " + answer.asString()).isEqualTo(503);
              assertThat(answer.<String>path("detail")).as(name).isNotEmpty();
              assertThat(time).as(name).isLessThan(LIMIT);
            });
  }

  private Map<String, Supplier<Response>> requests() {
    String self = realm.api("/api/users/" + ada + "/");
    Map<String, Supplier<Response>> requests = new LinkedHashMap<>();
    requests.put("GET /auth/me/", () -> server.as(root).get(realm.api("/auth/me/")));
    requests.put("GET /api/users/", () -> realm.list(root));
    requests.put("GET /api/users/<id>/", () -> server.as(root).get(self));
    requests.put("POST /api/token/", () -> realm.obtain("root", PASSWORD));
    requests.put("POST /api/token/refresh/", () -> realm.refresh(refresh));
    requests.put(
        "POST /api/token/refresh/, old",
        () -> realm.refresh(SimpleJwt.signed(SimpleJwt.claims("refresh", ada, Instant.now()))));
    requests.put(
        "POST /api/users/",
        () ->
            server
                .as(root)
                .body(Map.of("username", "new", "email", "n@example.com", "password", PASSWORD))
                .post(realm.api("/api/users/")));
    requests.put(
        "PATCH /api/users/<id>/",
        () -> server.as(root).body(Map.of("first_name", "Nobody")).patch(self));
    requests.put("DELETE /api/users/<id>/", () -> server.as(root).delete(self));
    return requests;
  }

  private void assertOthersAreServed() {
    server.nativeLogin(realm.name(), "admin-cli", NATIVE, PASSWORD).then().statusCode(200);
    server
        .anonymous()
        .body(
            Map.of(
                "username",
                TestSettings.SUPERUSER_NAME,
                "password",
                TestSettings.SUPERUSER_PASSWORD))
        .post("/api/token/")
        .then()
        .statusCode(200);
  }

  private void assertRecovered() {
    await().atMost(RECOVERY).until(() -> realm.obtain("root", PASSWORD).statusCode() == 200);
    assertThat(django.select(USERS)).isEqualTo(before);
    server
        .as(root)
        .get(realm.api("/auth/me/"))
        .then()
        .statusCode(200)
        .body("username", equalTo("root"));
    realm.obtain("ada", PASSWORD).then().statusCode(200);
  }

  private static Map<String, Object> nativeUser() {
    return Map.of(
        "username",
        NATIVE,
        "enabled",
        true,
        "email",
        "native@example.com",
        "firstName",
        "Native",
        "lastName",
        "User",
        "credentials",
        List.of(Map.of("type", "password", "value", PASSWORD)));
  }
}
