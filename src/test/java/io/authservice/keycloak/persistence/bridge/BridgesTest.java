package io.authservice.keycloak.persistence.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.testing.DjangoSchemas;
import io.authservice.keycloak.tracing.Step;
import io.authservice.keycloak.tracing.Traced;
import io.authservice.keycloak.tracing.Traces;
import jakarta.persistence.EntityManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgesTest {

  private static final String COMPONENT = "component";
  private static final Duration SECONDS = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private final OpenBridges bridges = new OpenBridges(Meters.none(), Traces.none());

  @BeforeEach
  void makeTables() throws Exception {
    try (Connection connection = DriverManager.getConnection(database("db", 1).url())) {
      DjangoSchemas.SQLITE.create(connection);
    }
  }

  @AfterEach
  void close() {
    bridges.retireAll();
  }

  @Test
  void leasesOverOneBridgeWhileTheSettingsStay() {
    OpenBridges.Lease first = bridges.lease(COMPONENT, database("db", 1));
    OpenBridges.Lease second = bridges.lease(COMPONENT, database("db", 1));

    assertThat(second.bridge()).isSameAs(first.bridge());
    assertThat(second.entityManager()).isNotSameAs(first.entityManager());
    release(first);
    release(second);
  }

  @Test
  void tellsHowEachUseOfAConnectionWent() {
    List<String> told = new ArrayList<>();
    OpenBridges traced = new OpenBridges(Meters.none(), new Told(told));

    release(traced.lease(COMPONENT, database("db", 1)));
    OpenBridges.Lease lost = traced.lease(COMPONENT, database("db", 1));
    lost.entityManager().getTransaction().rollback();
    lost.end(Optional.of(new AccountsUnavailableException(new IllegalStateException("gone"))));
    traced.retireAll();

    assertThat(told)
        .containsExactly(
            "BRIDGED_DATABASE[component, answered]", "BRIDGED_DATABASE[component, unavailable]");
  }

  private record Told(List<String> told) implements Traces {

    @Override
    public Step begin(Traced what, String... values) {
      return Traces.none().begin(what, values);
    }

    @Override
    public void ended(Traced what, long nanos, String... values) {
      told.add(what + List.of(values).toString());
    }
  }

  @Test
  void opensAnotherForOtherSettingsAndClosesTheOldOneWithItsLastLease() {
    OpenBridges.Lease old = bridges.lease(COMPONENT, database("db", 1));
    OpenBridges.Lease fresh = bridges.lease(COMPONENT, database("db", 2));

    assertThat(fresh.bridge()).isNotSameAs(old.bridge());
    assertThat(users(old.entityManager())).isZero();
    release(old);
    assertThat(isOpen(old)).isFalse();
    assertThat(isOpen(fresh)).isTrue();
    release(fresh);
    assertThat(isOpen(fresh)).isTrue();

    bridges.retire(COMPONENT);
    assertThat(isOpen(fresh)).isFalse();
  }

  @Test
  void triesAgainAfterAFailure() throws Exception {
    BridgeSettings later = database("later", 1);
    assertThatThrownBy(() -> bridges.lease(COMPONENT, later))
        .isInstanceOf(AccountsUnavailableException.class);
    assertThat(Files.exists(directory.resolve("later"))).as("no file is made").isFalse();

    Files.copy(directory.resolve("db"), directory.resolve("later"));
    assertThatThrownBy(() -> bridges.lease(COMPONENT, later))
        .as("too soon after a failure")
        .isInstanceOf(AccountsUnavailableException.class);
    await()
        .atMost(SECONDS)
        .ignoreExceptionsInstanceOf(AccountsUnavailableException.class)
        .untilAsserted(() -> release(bridges.lease(COMPONENT, later)));
  }

  @Test
  void refusesATableThatIsNotThere() {
    BridgeSettings database =
        new BridgeSettings(database("db", 1).url(), "", "", 1, SECONDS, "auth_user", "", false);
    assertThatThrownBy(() -> bridges.lease(COMPONENT, database))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessage("The database has no table auth_user");
  }

  private BridgeSettings database(String file, int poolSize) {
    return new BridgeSettings(
        "jdbc:sqlite:" + directory.resolve(file),
        "",
        "",
        poolSize,
        SECONDS,
        "users_user",
        "",
        false);
  }

  private static long users(EntityManager em) {
    return em.createQuery("select count(u) from DjangoUser u", Long.class).getSingleResult();
  }

  private static boolean isOpen(OpenBridges.Lease lease) {
    return lease.bridge().isOpen();
  }

  private static void release(OpenBridges.Lease lease) {
    lease.entityManager().getTransaction().rollback();
    lease.end(Optional.empty());
  }
}
