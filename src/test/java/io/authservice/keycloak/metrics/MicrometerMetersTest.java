package io.authservice.keycloak.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Meters meters = new MicrometerMeters(registry, false);

  @Test
  void countsByTheValuesOfItsTags() {
    meters.count(Meter.THROTTLED, "token");
    meters.count(Meter.THROTTLED, 2, "token");
    meters.count(Meter.THROTTLED, "registration");

    assertThat(registry.get("auth.service.throttled").tag("limit", "token").counter().count())
        .isEqualTo(3);
    assertThat(
            registry.get("auth.service.throttled").tag("limit", "registration").counter().count())
        .isEqualTo(1);
  }

  @Test
  void addsUpTimes() {
    meters.time(Meter.REQUESTS, 2_000_000, "r", "/auth/me/", "GET", "200");
    meters.time(Meter.REQUESTS, 3_000_000, "r", "/auth/me/", "GET", "200");

    var timer =
        registry
            .get("auth.service.requests")
            .tags("realm", "r", "endpoint", "/auth/me/", "method", "GET", "status", "200")
            .timer();
    assertThat(timer.count()).isEqualTo(2);
    assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(5);
    assertThat(timer.takeSnapshot().histogramCounts()).isEmpty();
  }

  @Test
  void hasBucketsOfTimersWhereTheyAreAskedFor() {
    Meters withBuckets = new MicrometerMeters(registry, true);

    withBuckets.time(Meter.PASSWORD_HASHES, 30_000_000, "md5");

    CountAtBucket[] buckets =
        registry.get("auth.service.password.hashes").timer().takeSnapshot().histogramCounts();
    assertThat(buckets).hasSize(11);
    assertThat(buckets)
        .filteredOn(bucket -> bucket.count() == 0)
        .extracting(bucket -> bucket.bucket(TimeUnit.MILLISECONDS))
        .containsExactly(5.0, 10.0, 25.0);
  }

  @Test
  void showsTheLatestValueUntilItIsHidden() {
    meters.show(Meter.POOL_ACTIVE, () -> 1, "one");
    meters.show(Meter.POOL_ACTIVE, () -> 2, "one");
    meters.show(Meter.POOL_ACTIVE, () -> 3, "other");

    assertThat(registry.get("auth.service.pool.active").tag("component", "one").gauge().value())
        .isEqualTo(2);

    meters.hide(Meter.POOL_ACTIVE, "one");

    assertThat(registry.find("auth.service.pool.active").gauges()).hasSize(1);
  }
}
