package io.authservice.keycloak.storage.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttributeInstantTest {

  private static final long DAY = 86_400;

  static Stream<Instant> moments() {
    Random random = new Random(7);
    Stream<Instant> any =
        Stream.generate(
                () ->
                    Instant.ofEpochSecond(
                        random.nextLong(-800_000 * DAY, 3_000_000 * DAY),
                        (long) (random.nextInt(1_000_000_000) / Math.pow(10, random.nextInt(10)))))
            .limit(300);
    Stream<Instant> edges =
        Stream.of(
                "1970-01-01T00:00:00Z",
                "2026-11-24T23:16:57.120Z",
                "2026-11-24T23:16:57.000120Z",
                "2026-11-24T23:16:57.000000012Z",
                "2024-02-29T23:59:59.999999Z",
                "-0044-03-15T12:00:00Z",
                "+12026-11-24T00:00:00Z",
                "0001-01-01T00:00:00Z")
            .map(Instant::parse);
    return Stream.concat(edges, any);
  }

  @ParameterizedTest
  @MethodSource("moments")
  void readsWhatAnInstantWrites(Instant moment) {
    assertThat(AttributeInstant.read(moment.toString())).isEqualTo(moment);
  }
}
