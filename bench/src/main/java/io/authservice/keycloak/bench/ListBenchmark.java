package io.authservice.keycloak.bench;

import io.authservice.keycloak.bench.Aim.Better;
import io.authservice.keycloak.server.KeycloakServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How fast the whole list of users is served, and whether the server's memory grows with it.
 *
 * <p>"Peak" is the most heap that was in use just after a collection while the list was read at
 * full speed. "Half-way" is what was in use after a full collection while the reader, half of the
 * list in its hands, kept the server waiting: what the server truly holds on to.
 */
final class ListBenchmark {

  private static final String MAX_HEAP = "512m";

  private ListBenchmark() {}

  static void run(Options options, Findings findings) {
    System.out.printf("GET /api/users/, server with -Xmx%s%n%n", MAX_HEAP);
    System.out.println(
        "| database | rows | MB | seconds | rows/s | idle MiB | peak MiB | half-way MiB |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (Supplier<BenchDatabase> database : BenchDatabase.chosen(options)) {
      try (BenchDatabase users = database.get()) {
        users.server().maxHeap(MAX_HEAP).start().stop();
        List<Row> rows = new ArrayList<>();
        for (int count : options.numbers("list.rows")) {
          users.users().load(count);
          Row row = measure(users, count);
          print(users.name(), row);
          tell(users.name(), row, findings);
          rows.add(row);
        }
        compareHeaps(users.name(), rows, findings);
      }
    }
  }

  private static Row measure(BenchDatabase database, int rows) {
    try (KeycloakServer server = database.server().maxHeap(MAX_HEAP).start()) {
      ListReader reader = new ListReader(server.baseUrl());
      ServerHeap heap = new ServerHeap(server);
      reader.readAll();
      long idle = heap.usedAfterCollection();
      heap.forgetPeak();
      ListReader.Reading reading = reader.readAll();
      long peak = heap.peakAfterCollections();
      reader.requireRows(reading, rows);
      long[] halfWay = new long[1];
      reader.readPausing(reading.bytes() / 2, () -> halfWay[0] = heap.usedAfterCollection());
      return new Row(rows, reading.bytes(), reading.time(), idle, peak, halfWay[0]);
    }
  }

  private static void tell(String database, Row row, Findings findings) {
    findings.add(
        new Figure(
            "GET /api/users/ of %d users, %s".formatted(row.rows(), database),
            "rows/s",
            Better.HIGHER,
            new Samples(List.of(row.rows() / (row.time().toNanos() / 1e9)))));
  }

  /** What the server holds on to in the middle of the longest list, beside the shortest. */
  private static void compareHeaps(String database, List<Row> rows, Findings findings) {
    Row least = Collections.min(rows, Comparator.comparing(Row::rows));
    Row most = Collections.max(rows, Comparator.comparing(Row::rows));
    if (most.rows() > least.rows()) {
      findings.add(
          new Comparison(
              "Heap half-way through %d users, %s".formatted(most.rows(), database),
              "half-way through %d users".formatted(least.rows()),
              "MiB",
              Aim.atMost(1.1),
              List.of(new Comparison.Pair(most.halfWay() >> 20, least.halfWay() >> 20))));
    }
  }

  private static void print(String database, Row row) {
    double seconds = row.time().toNanos() / 1e9;
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.1f | %.2f | %.0f | %d | %s | %d |%n",
        database,
        row.rows(),
        row.bytes() / 1e6,
        seconds,
        row.rows() / seconds,
        row.idle() >> 20,
        row.peak() < 0 ? "no collection" : Long.toString(row.peak() >> 20),
        row.halfWay() >> 20);
  }

  private record Row(int rows, long bytes, Duration time, long idle, long peak, long halfWay) {}
}
