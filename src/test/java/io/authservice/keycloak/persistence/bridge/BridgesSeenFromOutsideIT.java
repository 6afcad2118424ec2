package io.authservice.keycloak.persistence.bridge;

import static io.authservice.keycloak.testing.DjangoRows.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.server.MetricsPage;
import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.SimpleJwt;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code /metrics} and {@code /health/ready} tell of bridged databases and old tokens. */
@Tag("resilience")
@WithBridgedKeycloak
class BridgesSeenFromOutsideIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration SOON = Duration.ofMinutes(2);

  private static final Duration A_ROUND = Duration.ofMinutes(4);
  private static final int POOL_SIZE = 3;

  private final BridgedKeycloak server;
  private final MetricsPage metrics;
  private DjangoRows django;
  private BridgedRealm realm;
  private long ada;

  BridgesSeenFromOutsideIT(BridgedKeycloak server) {
    this.server = server;
    metrics = server.metrics();
  }

  @BeforeEach
  void bridge() {
    // A look goes through all bridged databases, and waits for each that does not answer.
    server.removeRealms();
    django = server.database();
    ada = django.user("ada", false);
    realm = server.realm(settings(django));
    realm.login("ada", PASSWORD);
  }

  @AfterEach
  void recover() {
    if (!server.postgres().isRunning()) {
      server.postgres().start();
    }
    await().atMost(SOON).until(() -> realm.obtain("ada", PASSWORD).statusCode() == 200);
    realm.remove();
  }

  private Map<String, String> settings(DjangoRows tables) {
    Map<String, String> settings = server.settings(tables);
    settings.put("databasePoolSize", Integer.toString(POOL_SIZE));
    return settings;
  }

  private double pool(String figure) {
    return metrics
        .find("auth_service_pool_" + figure, Map.of("component", realm.componentId()))
        .orElseThrow();
  }

  private double legacy(String type) {
    return metrics.value("auth_service_legacy_tokens_total", Map.of("type", type));
  }

  @Test
  void theConnectionsOfEachBridgeAreCounted() throws SQLException {
    assertThat(pool("size")).isEqualTo(POOL_SIZE);
    assertThat(pool("idle")).isBetween(1.0, (double) POOL_SIZE);
    assertThat(pool("active")).isZero();

    ExecutorService threads = Executors.newFixedThreadPool(POOL_SIZE + 2);
    try (Connection migration = server.postgres().connect(django.name());
        Statement statement = migration.createStatement()) {
      migration.setAutoCommit(false);
      statement.execute("lock table users_user in access exclusive mode");
      for (int i = 0; i < POOL_SIZE + 2; i++) {
        // Logins by one name would take turns, and none who waits holds a connection.
        String name = "user" + i;
        threads.execute(() -> realm.obtain(name, PASSWORD));
      }

      await().atMost(SOON).until(() -> pool("active") == POOL_SIZE && pool("waiting") > 0);

      migration.rollback();
    } finally {
      threads.shutdown();
    }
    await().atMost(SOON).until(() -> pool("active") == 0 && pool("waiting") == 0);
  }

  @Test
  void aRemovedBridgeIsShownNoMore() {
    BridgedRealm other = server.realm(settings(server.database()));
    other.obtain("nobody", PASSWORD).then().statusCode(401);
    Map<String, String> labels = Map.of("component", other.componentId());
    assertThat(metrics.find("auth_service_pool_size", labels)).hasValue((double) POOL_SIZE);

    other.remove();

    assertThat(metrics.find("auth_service_pool_size", labels)).isEmpty();
  }

  @Test
  void usesOfOldTokensAreCounted() {
    double accesses = legacy("access");
    double refreshes = legacy("refresh");
    String access = SimpleJwt.signed(SimpleJwt.claims("access", ada, Instant.now()));
    String refresh = SimpleJwt.signed(SimpleJwt.claims("refresh", ada, Instant.now()));

    server.as(access).get(realm.api("/auth/me/")).then().statusCode(200);
    server.as(access).get(realm.api("/auth/me/")).then().statusCode(200);
    server.as(access + "x").get(realm.api("/auth/me/")).then().statusCode(401);
    realm.refresh(refresh).then().statusCode(200);

    assertThat(legacy("access") - accesses).isEqualTo(2);
    assertThat(legacy("refresh") - refreshes).isEqualTo(1);
  }

  @Test
  void readinessTellsOfADatabaseThatIsGoneAndTheNodeStaysReady() {
    await().atMost(SOON).until(() -> state(realm).equals("UP"));

    server.postgres().crash();

    await().atMost(SOON).until(() -> state(realm).equals("DOWN"));
    HttpResponse<String> answer = metrics.readiness();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

    server.postgres().start();
    await().atMost(SOON).until(() -> state(realm).equals("UP"));
  }

  @Test
  void aDatabaseThatHangsKeepsNobodyWaitingWhoAsksForReadiness() {
    await().atMost(SOON).until(() -> state(realm).equals("UP"));
    server.postgres().freeze();
    try {
      for (int i = 0; i < 5; i++) {
        long start = System.nanoTime();
        metrics.readiness();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      }
      await().atMost(A_ROUND).until(() -> state(realm).equals("DOWN"));
    } finally {
      server.postgres().thaw();
    }
    await().atMost(A_ROUND).until(() -> state(realm).equals("UP"));
  }

  @Test
  void databasesThatHangAreAskedSideBySide() {
    Duration one = frozenUntilDown(List.of(realm));
    List<BridgedRealm> four =
        Stream.concat(
                Stream.of(realm),
                Stream.generate(() -> server.realm(settings(server.database()))).limit(3))
            .toList();

    // One after the other they would take four times as long.
    assertThat(frozenUntilDown(four)).isLessThan(one.multipliedBy(2));
  }

  private Duration frozenUntilDown(List<BridgedRealm> asked) {
    await().atMost(A_ROUND).until(() -> asked.stream().allMatch(it -> state(it).equals("UP")));
    server.postgres().freeze();
    long start = System.nanoTime();
    try {
      await().atMost(A_ROUND).until(() -> asked.stream().allMatch(it -> state(it).equals("DOWN")));
      return Duration.ofNanos(System.nanoTime() - start);
    } finally {
      server.postgres().thaw();
    }
  }

  @Test
  void withoutTheDatabaseOfANeededRealmTheNodeIsNotReady() {
    DjangoRows tables = server.database();
    tables.user("ada", false);
    BridgedRealm needed = server.realm(BridgedKeycloak.NEEDED_REALM, settings(tables));
    await().atMost(SOON).until(() -> state(needed).equals("UP"));
    assertThat(metrics.readiness().statusCode()).isEqualTo(200);

    server.postgres().crash();
    await().atMost(SOON).until(() -> metrics.readiness().statusCode() == 503);
    assertThat(state(needed)).isEqualTo("DOWN");

    server.postgres().start();
    await().atMost(SOON).until(() -> metrics.readiness().statusCode() == 200);
    needed.obtain("ada", PASSWORD).then().statusCode(200);
    needed.remove();
    assertThat(metrics.readiness().body()).doesNotContain(needed.componentId());
  }

  private String state(BridgedRealm asked) {
    HttpResponse<String> answer = metrics.readiness();
    try {
      return StreamSupport.stream(JSON.readTree(answer.body()).get("checks").spliterator(), false)
          .filter(check -> check.get("name").textValue().equals("Auth service databases"))
          .map(check -> check.path("data").path(asked.name() + "/" + asked.componentId()))
          .map(JsonNode::asText)
          .findFirst()
          .orElse("not checked");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(answer.body(), unreadable);
    }
  }
}
