package io.authservice.keycloak.http.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Holds each of many to a rate, by the generic cell rate algorithm (ITU-T I.371): the whole count
 * may come at once, and what was used grows back evenly over the period. One number is kept of
 * each, and of those alone who have not yet got everything back. It knows this node alone.
 */
final class RateLimit {

  /** Whoever asks under ever new names pushes out others, and no more memory is taken. */
  private static final int MOST = 100_000;

  private final Ticker clock;
  private final long interval;
  private final long tolerance;

  /** When everything will have grown back, in the clock's nanoseconds. */
  private final Cache<String, Long> restored;

  /** Nobody has used anything yet. */
  public RateLimit(Rate rate) {
    this(rate, Ticker.systemTicker());
  }

  RateLimit(Rate rate, Ticker clock) {
    this.clock = clock;
    this.interval = rate.period().toNanos() / rate.count();
    this.tolerance = rate.period().toNanos() - interval;
    this.restored =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(rate.period())
            .ticker(clock)
            .build();
  }

  /**
   * Uses the rate once, if that is possible.
   *
   * @return zero, or else how long it takes until it will be possible
   */
  public Duration use(String name) {
    long[] wait = {0};
    restored
        .asMap()
        .compute(
            name,
            (same, until) -> {
              long now = clock.read();
              long start = until == null || until - now < 0 ? now : until;
              wait[0] = Math.max(0, start - now - tolerance);
              return wait[0] > 0 ? start : start + interval;
            });
    return Duration.ofNanos(wait[0]);
  }

  /** For a use that was refused elsewhere. */
  public void giveBack(String name) {
    restored.asMap().computeIfPresent(name, (same, until) -> until - interval);
  }
}
