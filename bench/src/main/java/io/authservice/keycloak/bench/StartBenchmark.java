package io.authservice.keycloak.bench;

import io.authservice.keycloak.bench.Comparison.Pair;
import io.authservice.keycloak.server.KeycloakServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How long the server takes from its start until it is ready, and how much memory it then has, with
 * the extension and its realm, and without. The databases are there already.
 */
final class StartBenchmark {

  private StartBenchmark() {}

  /**
   * A server just after its start.
   *
   * @param resident bytes of the machine's memory
   * @param heap bytes in use after a full collection
   */
  private record Started(double seconds, long resident, long heap) {}

  static void run(Options options, Findings findings) {
    try (PostgresDatabase with = new PostgresDatabase();
        PostgresDatabase without = PostgresDatabase.withoutExtension()) {
      start(with);
      start(without);
      int users = options.number("start.users");
      if (users > 0) {
        with.users().load(users);
        findings.note("users at the starts", Integer.toString(users));
      }
      List<Started> ours = new ArrayList<>();
      List<Started> plain = new ArrayList<>();
      for (int i = 0; i < options.number("starts"); i++) {
        if (i % 2 == 0) {
          ours.add(start(with));
          plain.add(start(without));
        } else {
          plain.add(start(without));
          ours.add(start(with));
        }
      }
      findings.add(comparison("Start until ready", "s", ours, plain, Started::seconds));
      findings.add(
          comparison(
              "Memory after the start", "MiB", ours, plain, server -> mebibytes(server.resident)));
      findings.add(
          comparison(
              "Heap after the start and a collection",
              "MiB",
              ours,
              plain,
              server -> mebibytes(server.heap)));
    }
  }

  private static Started start(BenchDatabase database) {
    long start = System.nanoTime();
    try (KeycloakServer server = database.server().start()) {
      double seconds = (System.nanoTime() - start) / 1e9;
      long resident = ServerProcess.of(server).residentBytes();
      return new Started(seconds, resident, new ServerHeap(server).usedAfterCollection());
    }
  }

  private static Comparison comparison(
      String name,
      String unit,
      List<Started> ours,
      List<Started> plain,
      ToDoubleFunction<Started> value) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      pairs.add(new Pair(value.applyAsDouble(ours.get(i)), value.applyAsDouble(plain.get(i))));
    }
    return new Comparison(name, "Keycloak without the JAR", unit, Aim.atMost(1.1), pairs);
  }

  private static double mebibytes(long bytes) {
    return bytes / (double) (1 << 20);
  }
}
