package io.authservice.keycloak.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.http.limit.SharedPlaces.Outcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatientPlacesTest {

  private final AtomicLong now = new AtomicLong();
  private final FakePlaces places = new FakePlaces(() -> 0);
  private final PatientPlaces patient = new PatientPlaces(places, now::get);

  private Outcome take(String key) {
    return patient.take(key, 60);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void handsOnWhatTheStoreSays() {
    assertThat(take("a")).isEqualTo(Outcome.MINE);
    assertThat(take("a")).isEqualTo(Outcome.TAKEN);
  }

  /** A clock's nanoseconds begin anywhere, and may run over. */
  @ParameterizedTest
  @ValueSource(longs = {0, Long.MIN_VALUE, Long.MAX_VALUE - 1})
  void doesNotAskAgainForAWhileWhatHasFailed(long start) {
    now.set(start);
    places.fails.set(true);
    for (int i = 0; i < 100; i++) {
      assertThat(take("a")).isEqualTo(Outcome.UNKNOWN);
    }
    assertThat(places.asked).hasValue(1);

    pass(PatientPlaces.PAUSE);
    assertThat(take("a")).isEqualTo(Outcome.UNKNOWN);
    assertThat(take("a")).isEqualTo(Outcome.UNKNOWN);
    assertThat(places.asked).hasValue(2);

    places.fails.set(false);
    assertThat(take("a")).isEqualTo(Outcome.UNKNOWN);
    pass(PatientPlaces.PAUSE);
    assertThat(take("a")).isEqualTo(Outcome.MINE);
    assertThat(take("b")).isEqualTo(Outcome.MINE);
  }

  @Test
  void oneAsksWhetherItAnswersAgainAndTheOthersDoNotWait() {
    AtomicReference<Outcome> meanwhile = new AtomicReference<>();
    AtomicReference<PatientPlaces> itself = new AtomicReference<>();
    PatientPlaces patient =
        new PatientPlaces(
            (key, seconds) -> {
              if (key.equals("first")) {
                throw new IllegalStateException("the store is gone");
              }
              meanwhile.set(itself.get().take("another", seconds));
              return Outcome.MINE;
            },
            now::get);
    itself.set(patient);
    patient.take("first", 60);
    pass(PatientPlaces.PAUSE);

    assertThat(patient.take("one", 60)).isEqualTo(Outcome.MINE);
    assertThat(meanwhile).hasValue(Outcome.UNKNOWN);
  }

  @Test
  void nobodyWaitsForLongAndTheOthersNotAtAll() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicLong asked = new AtomicLong();
    try (PatientPlaces patient =
        new PatientPlaces(
            (key, seconds) -> {
              asked.incrementAndGet();
              await(end);
              return Outcome.MINE;
            },
            now::get)) {
      long start = System.nanoTime();
      assertThat(patient.take("a", 60)).isEqualTo(Outcome.UNKNOWN);
      assertThat(patient.take("a", 60)).isEqualTo(Outcome.UNKNOWN);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(PatientPlaces.LATE.minusMillis(50), PatientPlaces.LATE.multipliedBy(10));
      assertThat(asked).hasValue(1);
    } finally {
      end.countDown();
    }
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
