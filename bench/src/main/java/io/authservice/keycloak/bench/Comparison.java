package io.authservice.keycloak.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What came of measuring one thing beside another.
 *
 * @param unit of both sides' values
 * @param aim of the ratio of ours to the other's
 * @param processorMillis the servers' processor time for one answer, their databases' not included;
 *     empty where it was not measured
 */
record Comparison(
    String name,
    String beside,
    String unit,
    Aim aim,
    List<Pair> pairs,
    List<Pair> processorMillis) {

  Comparison {
    pairs = List.copyOf(pairs);
    processorMillis = List.copyOf(processorMillis);
  }

  Comparison(String name, String beside, String unit, Aim aim, List<Pair> pairs) {
    this(name, beside, unit, aim, pairs, List.of());
  }

  /** Both, one measured right after the other. */
  record Pair(double ours, double other) {

    double ratio() {
      return ours / other;
    }
  }

  Samples ours() {
    return samples(pairs, Pair::ours);
  }

  Samples others() {
    return samples(pairs, Pair::other);
  }

  Samples ratios() {
    return samples(pairs, Pair::ratio);
  }

  static Samples samples(List<Pair> pairs, ToDoubleFunction<Pair> value) {
    return new Samples(pairs.stream().map(value::applyAsDouble).toList());
  }
}
