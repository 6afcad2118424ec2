package io.authservice.keycloak.bench;

/**
 * What a ratio of a comparison should be, and which way is the better one.
 *
 * @param bound NaN if nothing particular is wanted
 */
record Aim(Better better, double bound) {

  /** Which of two values is the better one. */
  enum Better {
    HIGHER,
    LOWER;

    /** How good a value is beside an earlier one: above 1 if it is better. */
    double gain(double now, double then) {
      return this == HIGHER ? now / then : then / now;
    }
  }

  static Aim atLeast(double bound) {
    return new Aim(Better.HIGHER, bound);
  }

  static Aim atMost(double bound) {
    return new Aim(Better.LOWER, bound);
  }

  static Aim none(Better better) {
    return new Aim(better, Double.NaN);
  }

  boolean isSet() {
    return !Double.isNaN(bound);
  }

  boolean isMet(double ratio) {
    return better == Better.HIGHER ? ratio >= bound : ratio <= bound;
  }
}
