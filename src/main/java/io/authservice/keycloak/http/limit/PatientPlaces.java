package io.authservice.keycloak.http.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Places of which nobody is asked for a while, once no answer came or a late one. Then one request
 * asks, and the others do when it was answered.
 */
final class PatientPlaces implements SharedPlaces {

  private static final Logger LOG = Logger.getLogger(PatientPlaces.class);

  /** Longer than a node waits that collects garbage, shorter than people do. */
  static final Duration LATE = Duration.ofSeconds(1);

  static final Duration PAUSE = Duration.ofSeconds(10);

  private final SharedPlaces places;
  private final Ticker clock;
  private volatile Pause pause = Pause.NONE;

  PatientPlaces(SharedPlaces places, Ticker clock) {
    this.places = places;
    this.clock = clock;
  }

  /**
   * @param end in the clock's nanoseconds
   */
  private record Pause(boolean on, long end) {

    static final Pause NONE = new Pause(false, 0);

    static Pause from(long now) {
      return new Pause(true, now + PAUSE.toNanos());
    }
  }

  @Override
  public Outcome take(String key, long seconds) {
    long start = clock.read();
    Pause before = pause;
    if (before.on() && !asksAgain(before, start)) {
      return Outcome.UNKNOWN;
    }
    Outcome outcome;
    try {
      outcome = places.take(key, seconds);
    } catch (RuntimeException failed) {
      pause("it failed: " + failed);
      return Outcome.UNKNOWN;
    }
    if (outcome == Outcome.UNKNOWN) {
      pause("it does not answer");
    } else if (clock.read() - start > LATE.toNanos()) {
      pause("it answered late");
    } else if (before.on()) {
      goOn();
    }
    return outcome;
  }

  /** One of those who come after the pause does, and begins another for the others. */
  private synchronized boolean asksAgain(Pause before, long now) {
    if (now - before.end() < 0 || !before.equals(pause)) {
      return false;
    }
    pause = Pause.from(now);
    return true;
  }

  private synchronized void goOn() {
    pause = Pause.NONE;
  }

  private synchronized void pause(String reason) {
    if (!pause.on()) {
      LOG.warnf(
          "Rates are counted on this node alone until Keycloak's store of used tokens answers"
              + " again: %s",
          reason);
    }
    pause = Pause.from(clock.read());
  }
}
