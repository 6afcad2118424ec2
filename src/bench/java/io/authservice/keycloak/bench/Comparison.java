package io.authservice.keycloak.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What came of measuring an endpoint beside one of Keycloak's.
 *
 * @param target the least ratio of throughputs that is wanted
 */
record Comparison(String name, String nativeName, double target, List<Pair> pairs) {

  /** Both, one measured right after the other. */
  record Pair(Speed ours, Speed keycloaks) {

    /** How many answers of ours come in the time of one of Keycloak's. */
    double ratio() {
      return ours.perSecond() / keycloaks.perSecond();
    }

    /** The same by processor time, which tells less of what else the machine does. */
    double processorRatio() {
      return keycloaks.processorMillis() / ours.processorMillis();
    }
  }

  double median(ToDoubleFunction<Pair> value) {
    double[] sorted = pairs.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double least() {
    return pairs.stream().mapToDouble(Pair::ratio).min().orElseThrow();
  }

  double most() {
    return pairs.stream().mapToDouble(Pair::ratio).max().orElseThrow();
  }
}
