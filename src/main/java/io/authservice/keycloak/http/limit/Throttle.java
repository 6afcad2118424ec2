package io.authservice.keycloak.http.limit;

import java.time.Duration;
import java.util.Optional;

/**
 * One limit: whoever is above it on this node is refused without a question to others, and whoever
 * is not is counted among all nodes.
 *
 * @param option that sets it, without what all have in common
 * @param everywhere empty where there are no other nodes
 */
record Throttle(String option, RateLimit here, Optional<SharedLimit> everywhere) {

  /**
   * Nobody has used anything yet, on this node.
   *
   * @param places empty where there are no other nodes
   */
  static Throttle of(String option, Rate rate, Optional<SharedPlaces> places) {
    return new Throttle(
        option,
        new RateLimit(rate),
        places.map(shared -> new SharedLimit(option, rate, shared, System::currentTimeMillis)));
  }

  /**
   * Uses the rate once, if that is possible.
   *
   * @return zero, or else how long it takes until it will be possible
   */
  Duration use(String name) {
    Duration wait = here.use(name);
    if (!wait.isZero()) {
      return wait;
    }
    Duration elsewhere = everywhere.map(shared -> shared.use(name)).orElse(Duration.ZERO);
    if (!elsewhere.isZero()) {
      here.giveBack(name);
    }
    return elsewhere;
  }
}
