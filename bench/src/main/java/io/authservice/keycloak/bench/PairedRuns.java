package io.authservice.keycloak.bench;

import io.authservice.keycloak.bench.Comparison.Pair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measures two kinds of requests in turns. The order within a pair alternates. */
final class PairedRuns {

  private final Turns turns;

  PairedRuns(Turns turns) {
    this.turns = turns;
  }

  Comparison compare(String name, Side ours, String besideName, Side other, Aim aim)
      throws IOException, InterruptedException {
    try (Load our = new Load(ours, turns.connections());
        Load their = new Load(other, turns.connections())) {
      our.run(turns.warmUp().dividedBy(2));
      their.run(turns.warmUp().dividedBy(2));
      List<Pair> speeds = new ArrayList<>();
      List<Pair> processor = new ArrayList<>();
      for (int i = 0; i < turns.pairs(); i++) {
        Speed first = (i % 2 == 0 ? our : their).run(turns.turn());
        Speed second = (i % 2 == 0 ? their : our).run(turns.turn());
        Speed own = i % 2 == 0 ? first : second;
        Speed others = i % 2 == 0 ? second : first;
        speeds.add(new Pair(own.perSecond(), others.perSecond()));
        processor.add(new Pair(own.processorMillis(), others.processorMillis()));
      }
      return new Comparison(name, besideName, "answers/s", aim, speeds, processor);
    }
  }
}
