package io.authservice.keycloak.http.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Places in a map, which can be made to fail and says what was asked of it. */
final class FakePlaces implements SharedPlaces {

  final Map<String, Long> kept = new ConcurrentHashMap<>();
  final AtomicInteger asked = new AtomicInteger();
  final AtomicBoolean fails = new AtomicBoolean();
  private final LongSupplier clock;

  /**
   * @param clock in milliseconds
   */
  FakePlaces(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public Outcome take(String key, long seconds) {
    asked.incrementAndGet();
    if (fails.get()) {
      throw new IllegalStateException("the store is gone");
    }
    long now = clock.getAsLong();
    kept.computeIfPresent(key, (same, end) -> end <= now ? null : end);
    return kept.putIfAbsent(key, now + 1000 * seconds) == null ? Outcome.MINE : Outcome.TAKEN;
  }
}
