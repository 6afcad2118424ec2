package io.authservice.keycloak.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

  private static final Rate SIX_A_MINUTE = new Rate(6, Duration.ofMinutes(1));

  private final AtomicLong now = new AtomicLong();
  private final RateLimit limit = new RateLimit(SIX_A_MINUTE, now::get);

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private void useUp(String name) {
    for (int i = 0; i < SIX_A_MINUTE.count(); i++) {
      assertThat(limit.use(name)).isZero();
    }
  }

  /** A clock's nanoseconds begin anywhere, and may run over. */
  @ParameterizedTest
  @ValueSource(longs = {0, Long.MIN_VALUE, Long.MAX_VALUE - 1})
  void letsTheWholeCountComeAtOnceAndNoMore(long start) {
    now.set(start);
    useUp("ada");
    assertThat(limit.use("ada")).isEqualTo(Duration.ofSeconds(10));
    pass(Duration.ofSeconds(4));
    assertThat(limit.use("ada")).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void letsInWhoeverWaitedAsLongAsWasSaid() {
    useUp("ada");
    pass(limit.use("ada"));
    assertThat(limit.use("ada")).isZero();
    assertThat(limit.use("ada")).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void refusalsCostNothing() {
    useUp("ada");
    for (int i = 0; i < 1000; i++) {
      limit.use("ada");
    }
    assertThat(limit.use("ada")).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void givesEverythingBackInAPeriod() {
    useUp("ada");
    pass(SIX_A_MINUTE.period());
    useUp("ada");
  }

  @Test
  void neverLetsInMoreThanTheCountAndWhatGrewBack() {
    int used = 0;
    for (int second = 0; second < 600; second++) {
      used += limit.use("ada").isZero() ? 1 : 0;
      pass(Duration.ofSeconds(1));
    }
    assertThat(used).isEqualTo(6 + 59);
  }

  @Test
  void whatIsGivenBackMayBeUsedAgain() {
    useUp("ada");
    limit.giveBack("ada");
    assertThat(limit.use("ada")).isZero();
    assertThat(limit.use("ada")).isEqualTo(Duration.ofSeconds(10));
    limit.giveBack("grace");
    useUp("grace");
    assertThat(limit.use("grace")).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void countsForEachByItself() {
    useUp("ada");
    assertThat(limit.use("grace")).isZero();
  }

  @Test
  void countsThoseWhoComeAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> uses =
          Stream.generate(() -> (Callable<Boolean>) () -> limit.use("ada").isZero())
              .limit(200)
              .toList();
      int used = 0;
      for (Future<Boolean> use : threads.invokeAll(uses)) {
        used += use.get() ? 1 : 0;
      }
      assertThat(used).isEqualTo(6);
    } finally {
      threads.shutdownNow();
    }
  }
}
