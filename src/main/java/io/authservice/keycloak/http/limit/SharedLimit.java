package io.authservice.keycloak.http.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.authservice.keycloak.http.limit.SharedPlaces.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds each of many to a rate on all nodes together, as {@link RateLimit} does on one. The clock's
 * time is cut into units, one for each use that grows back. A use takes the first unit from now on
 * that none has taken yet, and is refused where that lies ahead by the whole count: so the count
 * may come at once, and one node alone never refuses what {@link RateLimit} lets in.
 *
 * <p>Of a high count several units are one place, which a node takes for itself and uses up.
 */
final class SharedLimit {

  /** Of one name at a time, and so what a request looks at in the worst case. */
  static final int MOST_PLACES = 32;

  /**
   * Which this node takes at once, and again evenly in the time they are kept; beyond, it counts
   * alone.
   */
  static final int MOST_TAKEN = 25_000;

  /** Whoever asks under ever new names pushes out what is known of others. */
  private static final int MOST_NAMES = 100_000;

  private static final long SEARCH_MILLIS = PatientPlaces.LATE.toMillis();

  /** A place is kept a second longer than it counts, for clocks that are behind. */
  private static final int MARGIN_SECONDS = 1;

  /** Keycloak looks once a minute for what is to be let go. */
  private static final Duration LINGERING = Duration.ofSeconds(60 + 2 * MARGIN_SECONDS);

  private final String kind;
  private final long interval;
  private final long tolerance;
  private final int block;
  private final SharedPlaces places;
  private final LongSupplier clock;
  private final RateLimit takings;
  private final Cache<String, Known> known;

  /**
   * Nothing is known of what others have taken.
   *
   * @param option whose limit it is
   * @param clock milliseconds since 1970
   */
  SharedLimit(String option, Rate rate, SharedPlaces places, LongSupplier clock) {
    this.interval = rate.period().toNanos() / rate.count();
    this.tolerance = rate.period().toNanos() - interval;
    this.block = (rate.count() + MOST_PLACES - 1) / MOST_PLACES;
    // Nodes with another rate, in the midst of a change of it, cut the time otherwise.
    this.kind = "auth-service.rate." + option + '.' + interval * block + '.';
    this.places = places;
    this.clock = clock;
    this.takings = new RateLimit(new Rate(MOST_TAKEN, rate.period().plus(LINGERING)));
    this.known =
        Caffeine.newBuilder().maximumSize(MOST_NAMES).expireAfterWrite(rate.period()).build();
  }

  /**
   * What a node knows of a name.
   *
   * @param next the first unit that may be free
   * @param owned the first unit from there on that is not this node's own
   */
  private record Known(long next, long owned) {}

  /**
   * Uses the rate once, if that is possible, or if others cannot be asked.
   *
   * @return zero, or else how long it takes until it will be possible
   */
  Duration use(String name) {
    long start = clock.getAsLong();
    while (true) {
      long now = clock.getAsLong();
      long nanos = TimeUnit.MILLISECONDS.toNanos(now);
      Known before = known.getIfPresent(name);
      long unit = Math.max(before == null ? 0 : before.next(), nanos / interval);
      long wait = unit * interval - nanos - tolerance;
      if (wait > 0) {
        return Duration.ofNanos(wait);
      }
      if (before != null && unit < before.owned()) {
        if (known.asMap().replace(name, before, new Known(unit + 1, before.owned()))) {
          return Duration.ZERO;
        }
      } else if (now - start > SEARCH_MILLIS || take(name, unit, now) != Outcome.TAKEN) {
        return Duration.ZERO;
      }
    }
  }

  private Outcome take(String name, long unit, long now) {
    if (!takings.use("").isZero()) {
      return Outcome.UNKNOWN;
    }
    long end = (unit / block + 1) * block;
    Outcome outcome = places.take(key(name, unit), seconds(end * interval, now));
    if (outcome == Outcome.MINE) {
      known.asMap().compute(name, (same, before) -> mine(before, unit + 1, end));
      return outcome;
    }
    takings.giveBack("");
    if (outcome == Outcome.TAKEN) {
      known.asMap().compute(name, (same, before) -> taken(before, end));
    }
    return outcome;
  }

  /** Who went on to a later place meanwhile, in another request, leaves the rest of this one. */
  private static Known mine(@Nullable Known before, long next, long end) {
    return before == null || before.next() <= end ? new Known(next, end) : before;
  }

  /** The place may have become this node's own, in another request. */
  private static Known taken(@Nullable Known before, long end) {
    if (before == null) {
      return new Known(end, 0);
    }
    return before.owned() >= end || before.next() >= end ? before : new Known(end, 0);
  }

  private static long seconds(long endNanos, long now) {
    long millis = TimeUnit.NANOSECONDS.toMillis(endNanos) - now;
    return Math.max(0, (millis + 999) / 1000) + MARGIN_SECONDS;
  }

  /** Nodes of other versions look for it by this. It tells nobody a name. */
  private String key(String name, long unit) {
    return kind + digest(name) + '.' + unit / block;
  }

  private static String digest(String name) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
