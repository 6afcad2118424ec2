package io.authservice.keycloak.bench;

import io.authservice.keycloak.bench.Comparison.Pair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Measures two kinds of requests in turns. The order within a pair alternates. */
final class PairedRuns {

  private final Turns turns;
  private final boolean brief;

  PairedRuns(Turns turns) {
    this(turns, false);
  }

  private PairedRuns(Turns turns, boolean brief) {
    this.turns = turns;
    this.brief = brief;
  }

  /** At full speed alone. */
  static PairedRuns brief(Turns turns) {
    return new PairedRuns(turns, true);
  }

  Comparison compare(String name, Side ours, String besideName, Side other, Aim aim)
      throws IOException {
    try (Load our = new Load(ours, turns.connections());
        Load their = new Load(other, turns.connections())) {
      our.run(turns.warmUp().dividedBy(2));
      their.run(turns.warmUp().dividedBy(2));
      Map<Measure, List<Pair>> found = new EnumMap<>(Measure.class);
      for (int i = 0; i < turns.pairs(); i++) {
        Speed first = (i % 2 == 0 ? our : their).run(turns.turn());
        Speed second = (i % 2 == 0 ? their : our).run(turns.turn());
        note(found, i % 2 == 0 ? first : second, i % 2 == 0 ? second : first);
      }
      if (!brief) {
        note(found, steady(our, found, Pair::ours), steady(their, found, Pair::other));
        our.run(turns.turn());
        Speed ourHeap = our.heap();
        their.run(turns.turn());
        note(found, ourHeap, their.heap());
      }
      return Comparison.of(name, besideName, "answers/s", aim, found);
    }
  }

  /** At half of what the side can do, for as long as all the turns together took. */
  private Speed steady(Load load, Map<Measure, List<Pair>> found, ToDoubleFunction<Pair> side) {
    double most =
        Comparison.samples(found.getOrDefault(Measure.THROUGHPUT, List.of()), side).median();
    return load.run(turns.turn().multipliedBy(turns.pairs()), most / 2);
  }

  /** Only what was measured of both can be compared. */
  private static void note(Map<Measure, List<Pair>> found, Speed ours, Speed others) {
    ours.values()
        .forEach(
            (measure, value) -> {
              Double other = others.values().get(measure);
              if (other != null) {
                found
                    .computeIfAbsent(measure, any -> new ArrayList<>())
                    .add(new Pair(value, other));
              }
            });
  }
}
