package io.authservice.keycloak.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.bridge.DjangoSchemas;
import io.authservice.keycloak.metrics.Meters;
import jakarta.persistence.EntityManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgesTest {

  private static final String COMPONENT = "component";
  private static final Duration SECONDS = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private final Bridges bridges = new Bridges(Meters.none());

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
    Bridges.Lease first = bridges.lease(COMPONENT, database("db", 1));
    Bridges.Lease second = bridges.lease(COMPONENT, database("db", 1));

    assertThat(second.bridge()).isSameAs(first.bridge());
    assertThat(second.entityManager()).isNotSameAs(first.entityManager());
    release(first);
    release(second);
  }

  @Test
  void opensAnotherForOtherSettingsAndClosesTheOldOneWithItsLastLease() {
    Bridges.Lease old = bridges.lease(COMPONENT, database("db", 1));
    Bridges.Lease fresh = bridges.lease(COMPONENT, database("db", 2));

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
    DjangoDatabase later = database("later", 1);
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
    DjangoDatabase database =
        new DjangoDatabase(database("db", 1).url(), "", "", 1, SECONDS, "auth_user", false);
    assertThatThrownBy(() -> bridges.lease(COMPONENT, database))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessage("The database has no table auth_user");
  }

  private DjangoDatabase database(String file, int poolSize) {
    return new DjangoDatabase(
        "jdbc:sqlite:" + directory.resolve(file), "", "", poolSize, SECONDS, "users_user", false);
  }

  private static long users(EntityManager em) {
    return em.createQuery("select count(u) from DjangoUser u", Long.class).getSingleResult();
  }

  private static boolean isOpen(Bridges.Lease lease) {
    return lease.bridge().isOpen();
  }

  private static void release(Bridges.Lease lease) {
    lease.entityManager().getTransaction().rollback();
    lease.end(Optional.empty());
  }
}
