package io.authservice.keycloak.metrics;

import io.authservice.keycloak.metrics.Meter.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** Measures into a registry of Micrometer's. */
final class MicrometerMeters implements Meters {

  /**
   * Few and fixed: a series each, for each combination of tags. As Prometheus' clients have them by
   * default.
   */
  private static final Duration[] BUCKETS =
      LongStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<Meter, MeterProvider<Counter>> counters = new EnumMap<>(Meter.class);
  private final Map<Meter, MeterProvider<Timer>> timers = new EnumMap<>(Meter.class);

  /**
   * @param histograms whether timers have buckets
   */
  MicrometerMeters(MeterRegistry registry, boolean histograms) {
    this.registry = registry;
    for (Meter meter : Meter.values()) {
      String description = meter.description();
      if (meter.kind() == Kind.COUNTER) {
        counters.put(
            meter, Counter.builder(meter.id()).description(description).withRegistry(registry));
      } else if (meter.kind() == Kind.TIMER) {
        Timer.Builder timer = Timer.builder(meter.id()).description(description);
        timers.put(
            meter,
            (histograms ? timer.serviceLevelObjectives(BUCKETS) : timer).withRegistry(registry));
      }
    }
  }

  @Override
  public void count(Meter meter, long amount, String... tags) {
    Objects.requireNonNull(counters.get(meter))
        .withTags(tags(meter, tags))
        .increment((double) amount);
  }

  @Override
  public void time(Meter meter, long nanos, String... tags) {
    Objects.requireNonNull(timers.get(meter))
        .withTags(tags(meter, tags))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void show(Meter meter, LongSupplier value, String... tags) {
    hide(meter, tags);
    Gauge.builder(meter.id(), value::getAsLong)
        .description(meter.description())
        .tags(tags(meter, tags))
        .register(registry);
  }

  @Override
  public void hide(Meter meter, String... tags) {
    Gauge shown = registry.find(meter.id()).tags(tags(meter, tags)).gauge();
    if (shown != null) {
      registry.remove(shown);
    }
  }

  private static Tags tags(Meter meter, String... values) {
    List<Tag> tags = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      tags.add(Tag.of(meter.tags().get(i), values[i]));
    }
    return Tags.of(tags);
  }
}
