package io.authservice.keycloak.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private static final Rate SIX_A_DAY = new Rate(6, Duration.ofDays(1));

  private final FakePlaces places = new FakePlaces(System::currentTimeMillis);

  private Throttle node() {
    return Throttle.of(
        "token", SIX_A_DAY, Optional.of(new PatientPlaces(places, System::nanoTime)));
  }

  private static long letIn(Throttle node, int tries) {
    return IntStream.range(0, tries).filter(i -> node.use("ada").isZero()).count();
  }

  @Test
  void whatIsUsedOnOneNodeIsUsedOnTheOther() {
    assertThat(letIn(node(), 4)).isEqualTo(4);
    assertThat(letIn(node(), 10)).isEqualTo(2);
  }

  /** A flood of requests is no flood of questions. */
  @Test
  void whoIsAboveTheRateHereIsRefusedWithoutAQuestion() {
    Throttle node = node();
    letIn(node, 6);
    int asked = places.asked.get();

    assertThat(letIn(node, 1000)).isZero();
    assertThat(places.asked).hasValue(asked);
  }

  @Test
  void whatAnotherNodeRefusesUsesNothingUpHere() {
    Throttle other = node();
    Throttle node = node();
    letIn(node, 1);
    letIn(other, 5);

    for (int i = 0; i < 100; i++) {
      assertThat(node.use("ada")).isPositive();
    }
    assertThat(node.here().use("ada")).isZero();
  }

  @Test
  void withoutTheStoreEachNodeCountsForItself() {
    places.fails.set(true);

    assertThat(letIn(node(), 100)).isEqualTo(6);
    assertThat(letIn(node(), 100)).isEqualTo(6);
    assertThat(places.asked).hasValue(2);
  }

  @Test
  void whereThereAreNoOthersTheCountHereStandsAlone() {
    Throttle alone = Throttle.of("token", SIX_A_DAY, Optional.empty());

    assertThat(letIn(alone, 100)).isEqualTo(6);
  }
}
