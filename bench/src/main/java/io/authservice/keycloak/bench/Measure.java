package io.authservice.keycloak.bench;

/** What is measured of a load. Less is better of all but the first. */
enum Measure {
  THROUGHPUT("answers/s"),
  PROCESSOR("processor time an answer, ms"),
  P50("p50, ms"),
  P99("p99, ms"),
  P999("p99.9, ms"),
  STEADY_P50("p50 at half speed, ms"),
  STEADY_P99("p99 at half speed, ms"),
  STEADY_P999("p99.9 at half speed, ms"),
  HEAP("heap kept, MiB");

  private final String label;

  Measure(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
