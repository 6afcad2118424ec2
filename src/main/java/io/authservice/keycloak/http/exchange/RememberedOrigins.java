package io.authservice.keycloak.http.exchange;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Origins whose scripts were let read an answer of this node, for an hour: what an error is
 * answered by when the database cannot be asked.
 */
public final class RememberedOrigins {

  /** Of the origins that were longest not seen one is forgotten for each above this. */
  private static final int MOST = 1000;

  private static final long FOR_NANOS = Duration.ofHours(1).toNanos();

  private final Set<String> configured;
  private final LongSupplier clock;
  private final Map<Key, Seen> origins =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Seen> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param configured never forgotten
   */
  public RememberedOrigins(Set<String> configured) {
    this(configured, System::nanoTime);
  }

  /**
   * @param clock in nanoseconds, from whatever moment on
   */
  RememberedOrigins(Set<String> configured, LongSupplier clock) {
    this.configured = Set.copyOf(configured);
    this.clock = clock;
  }

  private record Key(String realm, String origin) {}

  private record Seen(long at, boolean trusted) {}

  /**
   * Notes an origin.
   *
   * @param realm whose client has it
   * @param trusted whether its scripts may send cookies along
   */
  synchronized void note(String realm, String origin, boolean trusted) {
    origins.put(new Key(realm, origin), new Seen(clock.getAsLong(), trusted));
  }

  /** Whether the scripts of a noted origin may send cookies along; empty if it was not noted. */
  synchronized Optional<Boolean> trusted(String realm, String origin) {
    return Optional.ofNullable(origins.get(new Key(realm, origin)))
        .filter(seen -> clock.getAsLong() - seen.at() < FOR_NANOS)
        .map(Seen::trusted)
        .or(() -> configured.contains(origin) ? Optional.of(false) : Optional.empty());
  }
}
