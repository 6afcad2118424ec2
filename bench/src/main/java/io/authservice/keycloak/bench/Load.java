package io.authservice.keycloak.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** One side's requests, sent at full speed or steadily. */
final class Load implements AutoCloseable {

  /** A stall then holds up no more than these, and those that are sent meanwhile show it. */
  private static final int STEADY_CONNECTIONS = 32;

  private final Side side;
  private final int connections;
  private final Wrk wrk;

  Load(Side side, int connections) throws IOException {
    this.side = side;
    this.connections = connections;
    this.wrk = new Wrk(side.address(), side.subjects(), side.request());
  }

  /**
   * As fast as the server answers. Where it answers nothing in the time, it is given more.
   *
   * @throws IllegalStateException if any answer is not a success
   */
  Speed run(Duration time) {
    Duration longer = time;
    while (true) {
      Duration before = side.server().processorTime();
      Wrk.Result result = wrk.fullSpeed(connections, longer);
      if (result.answers() > 0) {
        Duration used = side.server().processorTime().minus(before);
        return Speed.full(result, used.toNanos() / 1e6 / result.answers());
      }
      longer = longer.multipliedBy(4);
    }
  }

  /** At this many requests a second, whatever the answers take. */
  Speed run(Duration time, double perSecond) {
    int most = Math.min(STEADY_CONNECTIONS, Math.max(connections, side.subjects()));
    return Speed.steady(wrk.steadily(connections == 1 ? 1 : most, time, perSecond));
  }

  /** What the server keeps once all there is to collect is collected; nothing if it is no JVM. */
  Speed heap() {
    return new Speed(
        side.server()
            .heapAfterCollection()
            .map(bytes -> Map.of(Measure.HEAP, bytes / (double) (1 << 20)))
            .orElse(Map.of()));
  }

  @Override
  public void close() throws IOException {
    wrk.close();
  }
}
