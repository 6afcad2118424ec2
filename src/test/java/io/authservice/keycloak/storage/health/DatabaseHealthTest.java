package io.authservice.keycloak.storage.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseHealthTest {

  private static final List<DatabaseState> UP =
      List.of(new DatabaseState("realm", "id", true, List.of()));
  private static final List<DatabaseState> DOWN =
      List.of(new DatabaseState("realm", "id", false, List.of()));

  private static final Duration VALIDITY = Duration.ofSeconds(2);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger looks = new AtomicInteger();

  private DatabaseHealth watch(Supplier<List<DatabaseState>> look) {
    return new DatabaseHealth(
        () -> {
          looks.incrementAndGet();
          return look.get();
        },
        threads,
        Duration.ofMillis(100),
        VALIDITY);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void tellsWhatItFindsAtOnce() {
    AtomicInteger asked = new AtomicInteger();
    DatabaseHealth watch = watch(() -> asked.incrementAndGet() == 1 ? UP : DOWN);

    assertThat(watch.states()).isEqualTo(UP);
    assertThat(watch.states()).isEqualTo(DOWN);
  }

  @Test
  void keepsNobodyWaitingForALookThatHangsAndSendsNoOtherAfterIt() {
    CountDownLatch answer = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    DatabaseHealth watch =
        watch(
            () -> {
              if (asked.incrementAndGet() == 1) {
                return UP;
              }
              awaitQuietly(answer);
              return DOWN;
            });
    assertThat(watch.states()).isEqualTo(UP);

    assertThat(watch.states()).as("what was known before").isEqualTo(UP);
    assertThat(watch.states()).isEqualTo(UP);
    assertThat(looks).hasValue(2);

    answer.countDown();
    await().atMost(Duration.ofSeconds(10)).until(() -> watch.states().equals(DOWN));
  }

  @Test
  void goesOnAfterALookThatFailed() {
    AtomicInteger asked = new AtomicInteger();
    DatabaseHealth watch =
        watch(
            () -> {
              if (asked.incrementAndGet() == 2) {
                throw new IllegalStateException("Keycloak's own database is away");
              }
              return UP;
            });

    assertThat(watch.states()).isEqualTo(UP);
    assertThat(watch.states()).isEqualTo(UP);
    assertThat(watch.states()).isEqualTo(UP);
    assertThat(looks).hasValue(3);
  }

  @Test
  void doesNotTellForEverWhatWasOnceTrue() {
    AtomicInteger asked = new AtomicInteger();
    DatabaseHealth watch =
        watch(
            () -> {
              if (asked.incrementAndGet() > 1) {
                throw new IllegalStateException("Keycloak's own database is away");
              }
              return UP;
            });
    assertThat(watch.states()).isEqualTo(UP);

    await().atMost(Duration.ofSeconds(10)).until(() -> watch.states().equals(DOWN));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }
}
