package io.authservice.keycloak.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.http.limit.SharedPlaces.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedLimitTest {

  private static final Rate SIX_A_MINUTE = new Rate(6, Duration.ofMinutes(1));
  private static final Rate MANY_AN_HOUR = new Rate(10_000, Duration.ofHours(1));

  private final AtomicLong now =
      new AtomicLong(Instant.parse("2026-12-01T12:00:03Z").toEpochMilli());
  private final FakePlaces places = new FakePlaces(now::get);

  private SharedLimit node(Rate rate) {
    return new SharedLimit("token", rate, places, now::get);
  }

  private List<SharedLimit> nodes(int number, Rate rate) {
    return IntStream.range(0, number).mapToObj(node -> node(rate)).toList();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toMillis());
  }

  /** How often a name gets in that goes from node to node until each has refused it. */
  private static int letIn(List<SharedLimit> nodes, String name) {
    int used = 0;
    int refused = 0;
    for (int turn = 0; refused < nodes.size(); turn++) {
      if (nodes.get(turn % nodes.size()).use(name).isZero()) {
        used++;
        refused = 0;
      } else {
        refused++;
      }
    }
    return used;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void letsTheWholeCountComeAtOnceOverAllNodesAndNoMore(int number) {
    List<SharedLimit> nodes = nodes(number, SIX_A_MINUTE);

    assertThat(letIn(nodes, "ada")).isEqualTo(6);
    assertThat(letIn(nodes, "grace")).as("each by itself").isEqualTo(6);
  }

  @Test
  void whatWasUsedGrowsBackEvenlyOnWhicheverNode() {
    List<SharedLimit> nodes = nodes(2, SIX_A_MINUTE);
    letIn(nodes, "ada");

    for (int i = 0; i < 12; i++) {
      Duration wait = nodes.get(i % 2).use("ada");
      assertThat(wait).isBetween(Duration.ofMillis(1), Duration.ofSeconds(10));
      pass(wait);
      assertThat(letIn(nodes, "ada")).isEqualTo(1);
    }
    pass(SIX_A_MINUTE.period());
    assertThat(letIn(nodes, "ada")).isEqualTo(6);
  }

  /** Who has one node meets the limit of before, whatever the clock says. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 31, 32, 33, 100, 1000, 999_983})
  void aNodeAloneRefusesNothingThatItsOwnLimitLetsIn(int count) {
    Rate rate = new Rate(count, Duration.ofHours(1));
    RateLimit here = new RateLimit(rate, () -> now.get() * 1_000_000);
    SharedLimit everywhere = node(rate);
    Random random = new Random(count);
    for (int i = 0; i < 5000; i++) {
      if (random.nextInt(10) == 0) {
        pass(Duration.ofMillis(random.nextLong(2 * 3_600_000L / count + 2)));
      }
      if (here.use("ada").isZero()) {
        assertThat(everywhere.use("ada")).as("use %d", i).isZero();
      }
    }
  }

  @Test
  void aNodeThatHasLookedRefusesWithoutAnotherLook() {
    List<SharedLimit> nodes = nodes(2, SIX_A_MINUTE);
    letIn(nodes, "ada");
    int before = places.asked.get();

    for (int i = 0; i < 1000; i++) {
      assertThat(nodes.get(i % 2).use("ada")).isPositive();
    }

    assertThat(places.asked).hasValue(before);
  }

  @Test
  void eachNodeLooksAtAPlaceOnce() {
    List<SharedLimit> nodes = nodes(3, new Rate(30, Duration.ofHours(1)));

    assertThat(letIn(nodes, "ada")).isEqualTo(30);

    assertThat(places.asked).hasValueLessThanOrEqualTo(3 * 30);
  }

  @Test
  void countsHighRatesInBlocks() {
    List<SharedLimit> nodes = nodes(2, MANY_AN_HOUR);

    assertThat(letIn(nodes, "ada")).isBetween(10_000 - 10_000 / SharedLimit.MOST_PLACES, 10_000);

    assertThat(places.kept).hasSizeLessThanOrEqualTo(SharedLimit.MOST_PLACES + 1);
    assertThat(places.asked).hasValueLessThanOrEqualTo(2 * (SharedLimit.MOST_PLACES + 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 32, 1000})
  void countsThoseWhoComeAtOnce(int count) throws Exception {
    List<SharedLimit> nodes = nodes(3, new Rate(count, Duration.ofHours(1)));
    ExecutorService threads = Executors.newFixedThreadPool(12);
    try {
      List<Callable<Boolean>> uses =
          IntStream.range(0, 6 * count)
              .mapToObj(i -> (Callable<Boolean>) () -> nodes.get(i % 3).use("ada").isZero())
              .toList();
      int used = 0;
      for (Future<Boolean> use : threads.invokeAll(uses)) {
        used += use.get() ? 1 : 0;
      }
      assertThat(used).isBetween(count - 2 * (count / SharedLimit.MOST_PLACES), count);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void letsInWhereTheOthersCannotBeAsked() {
    SharedLimit alone =
        new SharedLimit("token", SIX_A_MINUTE, (key, seconds) -> Outcome.UNKNOWN, now::get);

    for (int i = 0; i < 100; i++) {
      assertThat(alone.use("ada")).isZero();
    }
  }

  @Test
  void asksNoFurtherWhereEachQuestionTakesLong() {
    SharedPlaces slow =
        (key, seconds) -> {
          places.asked.incrementAndGet();
          pass(Duration.ofMillis(400));
          return Outcome.TAKEN;
        };
    SharedLimit limit = new SharedLimit("token", new Rate(30, Duration.ofHours(1)), slow, now::get);

    assertThat(limit.use("ada")).isZero();

    assertThat(places.asked).hasValueLessThan(5);
  }

  @Test
  void takesNoMorePlacesThanABound() {
    SharedLimit node = node(new Rate(2, Duration.ofDays(1)));

    for (int i = 0; i < SharedLimit.MOST_TAKEN + 100; i++) {
      assertThat(node.use("name " + i)).isZero();
    }

    assertThat(places.asked.get()).isBetween(SharedLimit.MOST_TAKEN, SharedLimit.MOST_TAKEN + 50);
  }

  /** Nodes of two versions find each other's: a change of these ends rolling updates. */
  @Test
  void placesHaveKeysThatStayAndTellNobodyWhoItIs() {
    node(SIX_A_MINUTE).use("ada");
    new SharedLimit("token-account", MANY_AN_HOUR, places, now::get).use("ada@example.com");

    assertThat(places.kept.keySet())
        .containsExactlyInAnyOrder(
            "auth-service.rate.token.10000000000._e5DDUC9V97qwYbNl5ADPQ8G-QmogG585ucXq3x9UCk.179612640",
            "auth-service.rate.token-account.112680000000.tfyF5VdV-eDQMKEKtEKbaylEhV-aDWAHf-gyvsvEHXI.15940063");
  }

  @Test
  void placesAreKeptForAsLongAsTheyCount() {
    SharedLimit node = node(new Rate(6, Duration.ofHours(1)));
    for (int i = 0; i < 6; i++) {
      node.use("ada");
    }

    assertThat(places.kept.values())
        .allSatisfy(
            end ->
                assertThat(end - now.get())
                    .isBetween(0L, Duration.ofHours(1).plusSeconds(2).toMillis()));
  }
}
