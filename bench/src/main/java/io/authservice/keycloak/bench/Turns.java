package io.authservice.keycloak.bench;

import java.time.Duration;

/**
 * How two kinds of requests are measured in turns.
 *
 * @param connections kept open, each with one request at a time
 * @param warmUp how long the two are called before anything is counted, until the server has
 *     compiled what it needs
 * @param pairs counted after that
 * @param turn how long one side is measured at a time
 */
record Turns(int connections, Duration warmUp, int pairs, Duration turn) {

  static Turns of(Options options) {
    return new Turns(
        options.number("connections"),
        options.seconds("warmup"),
        options.number("pairs"),
        options.seconds("seconds"));
  }

  Turns oneConnection() {
    return new Turns(1, warmUp, pairs, turn);
  }
}
