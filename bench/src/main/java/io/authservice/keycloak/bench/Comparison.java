package io.authservice.keycloak.bench;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What came of measuring one thing beside another.
 *
 * @param unit of both sides' values
 * @param aim of the ratio of ours to the other's
 * @param further what else was measured of both, such as how long answers took; processor time is
 *     the servers', their databases' not included
 */
record Comparison(
    String name,
    String beside,
    String unit,
    Aim aim,
    List<Pair> pairs,
    Map<Measure, List<Pair>> further) {

  Comparison {
    pairs = List.copyOf(pairs);
    further = Collections.unmodifiableMap(further);
  }

  Comparison(String name, String beside, String unit, Aim aim, List<Pair> pairs) {
    this(name, beside, unit, aim, pairs, Map.of());
  }

  /** Of a load, by its throughput. */
  static Comparison of(
      String name, String beside, String unit, Aim aim, Map<Measure, List<Pair>> found) {
    Map<Measure, List<Pair>> further = new EnumMap<>(found);
    return new Comparison(name, beside, unit, aim, further.remove(Measure.THROUGHPUT), further);
  }

  /** The same by another unit, of which there are so many in each of this one's. */
  Comparison in(String anotherUnit, double each) {
    return new Comparison(
        name,
        beside,
        anotherUnit,
        aim,
        pairs.stream().map(pair -> new Pair(pair.ours * each, pair.other * each)).toList(),
        further);
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
