package io.authservice.keycloak.bench;

import java.util.EnumMap;
import java.util.Map;

/** How fast requests were answered: values by what they measure. */
record Speed(Map<Measure, Double> values) {

  Speed {
    values = Map.copyOf(values);
  }

  /** At the server's own speed. */
  static Speed full(Wrk.Result result, double processorMillis) {
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    values.put(Measure.THROUGHPUT, result.perSecond());
    values.put(Measure.PROCESSOR, processorMillis);
    values.put(Measure.P50, result.p50());
    values.put(Measure.P99, result.p99());
    values.put(Measure.P999, result.p999());
    return new Speed(values);
  }

  /** At a speed that was set. */
  static Speed steady(Wrk.Result result) {
    return new Speed(
        Map.of(
            Measure.STEADY_P50, result.p50(),
            Measure.STEADY_P99, result.p99(),
            Measure.STEADY_P999, result.p999()));
  }
}
