package io.authservice.keycloak.metrics;

import io.micrometer.core.instrument.Metrics;
import java.util.function.LongSupplier;
import org.keycloak.Config;

/**
 * Where figures for operators go. Values of tags are given in the order of {@link Meter#tags}. Safe
 * for use by several threads; nothing here throws because of what is measured.
 */
public interface Meters {

  /** For a server that serves no metrics: keeps nothing. */
  static Meters none() {
    return new NoMeters();
  }

  /**
   * Those of the server, for who only counts and shows: its own registry if it serves metrics
   * ({@code metrics-enabled}), else {@link #none}.
   *
   * @param options of any provider
   */
  static Meters of(Config.Scope options) {
    return of(options, false);
  }

  /**
   * The same for who takes times.
   *
   * @param options of any provider
   * @param api the API's options, which say whether timers have histograms
   */
  static Meters timing(Config.Scope options, Config.Scope api) {
    return of(options, api.getBoolean("metrics-histograms", false));
  }

  private static Meters of(Config.Scope options, boolean histograms) {
    return options.root().getBoolean("metrics-enabled", false)
        ? new MicrometerMeters(Metrics.globalRegistry, histograms)
        : none();
  }

  /** Adds to a counter. */
  void count(Meter meter, long amount, String... tags);

  /** Adds one to a counter. */
  default void count(Meter meter, String... tags) {
    count(meter, 1, tags);
  }

  /** Notes that something took so many nanoseconds. */
  void time(Meter meter, long nanos, String... tags);

  /** Shows a value, asked for anew at each look, in place of one with the same tags. */
  void show(Meter meter, LongSupplier value, String... tags);

  /** Shows it no more. */
  void hide(Meter meter, String... tags);
}
