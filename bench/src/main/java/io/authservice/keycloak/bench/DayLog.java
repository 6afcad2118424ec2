package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.KeycloakServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/** What is seen of a day: how long answers took, and what the nodes and their database hold. */
final class DayLog {

  private static final double MEBI = 1 << 20;

  /** Tables that a day writes to. */
  private static final List<String> TABLES =
      List.of("event_entity", "offline_user_session", "offline_client_session", "revoked_token");

  private final BenchDatabase database;
  private final List<KeycloakServer> nodes;
  private final List<Double> minutes = new ArrayList<>();
  private final List<Double> perSecond = new ArrayList<>();
  private final Map<DayCall, List<Double>> p99 = new EnumMap<>(DayCall.class);
  private final Map<String, List<Double>> heap = new LinkedHashMap<>();
  private final Map<String, List<Double>> held = new LinkedHashMap<>();
  private final Map<DayCall, long[]> counted = new EnumMap<>(DayCall.class);
  private Map<String, Double> atFirst = Map.of();
  private Map<String, Double> atLast = Map.of();

  DayLog(BenchDatabase database, List<KeycloakServer> nodes) {
    this.database = database;
    this.nodes = nodes;
  }

  void begin() {
    atFirst = kept();
  }

  void end() {
    atLast = kept();
  }

  /** Adds a part of the day. */
  void add(Map<DayCall, List<Wrk.Attempts>> answers, Duration time) {
    double before = minutes.isEmpty() ? 0 : minutes.get(minutes.size() - 1);
    minutes.add(before + time.toSeconds() / 60.0);
    double sum = 0;
    for (Map.Entry<DayCall, List<Wrk.Attempts>> found : answers.entrySet()) {
      long[] counts = counted.computeIfAbsent(found.getKey(), any -> new long[3]);
      double worst = 0;
      for (Wrk.Attempts ofNode : found.getValue()) {
        sum += ofNode.result().perSecond();
        worst = Math.max(worst, ofNode.result().p99());
        counts[0] += ofNode.result().answers();
        counts[1] += ofNode.refused();
        counts[2] += ofNode.broken();
      }
      // Nothing is drawn of a part without an answer.
      p99.computeIfAbsent(found.getKey(), any -> new ArrayList<>())
          .add(worst > 0 ? worst : Double.NaN);
    }
    perSecond.add(sum);
    sample();
  }

  private void sample() {
    for (KeycloakServer node : nodes) {
      // 0 while it is down.
      Function<Function<ServerProcess, Long>, Double> asked =
          question ->
              node.isAlive() && node.processes().size() > 1
                  ? tried(() -> question.apply(ServerProcess.of(node)).doubleValue())
                  : 0.0;
      String name = "node " + (nodes.indexOf(node) == 0 ? "a" : "b");
      append(heap, name, asked.apply(ServerProcess::heapInUse) / MEBI);
      append(held, "threads of " + name, asked.apply(ServerProcess::threads));
    }
    append(held, "connections", number("select count(*) from pg_stat_activity"));
    append(held, "database, MiB", number("select pg_database_size(current_database())") / MEBI);
  }

  /** A node may end between two questions. */
  private static double tried(DoubleSupplier question) {
    try {
      return question.getAsDouble();
    } catch (RuntimeException gone) {
      return 0;
    }
  }

  private static void append(Map<String, List<Double>> lines, String name, double value) {
    lines.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  private double number(String query) {
    return Double.parseDouble(database.users().texts(query).get(0));
  }

  /** What is held once everything there is to collect was collected. */
  private Map<String, Double> kept() {
    Map<String, Double> kept = new LinkedHashMap<>();
    for (KeycloakServer node : nodes) {
      String name = nodes.indexOf(node) == 0 ? "a" : "b";
      ServerProcess process = ServerProcess.of(node);
      kept.put("heap of node " + name + ", MiB", process.heapAfterCollection().orElse(0L) / MEBI);
      kept.put("threads of node " + name, (double) process.threads());
    }
    kept.put("connections", number("select count(*) from pg_stat_activity"));
    kept.put("database, MiB", number("select pg_database_size(current_database())") / MEBI);
    TABLES.forEach(table -> kept.put("rows of " + table, number("select count(*) from " + table)));
    return kept;
  }

  void tell(Findings findings, double most) {
    System.out.printf(
        "%n%.1f minutes at half of %.0f answers/s%n%n", minutes.get(minutes.size() - 1), most);
    System.out.println("| Call | Answers | Refused | Unanswered | p99, ms, median | Worst part |");
    System.out.println("|---|---|---|---|---|---|");
    counted.forEach(
        (call, counts) -> {
          Samples samples =
              new Samples(p99.get(call).stream().filter(wait -> !wait.isNaN()).toList());
          System.out.println(
              Report.row(
                  call.call(),
                  Long.toString(counts[0]),
                  Long.toString(counts[1]),
                  Long.toString(counts[2]),
                  Report.number(samples.median()),
                  Report.number(samples.most())));
          findings.add(new Figure("A day: p99 of " + call.call(), "ms", Aim.Better.LOWER, samples));
        });
    System.out.println("\n| Held | At first | At last |");
    System.out.println("|---|---|---|");
    atFirst.forEach(
        (name, value) ->
            System.out.println(
                Report.row(name, Report.number(value), Report.number(atLast.get(name)))));
    long failed = counted.values().stream().mapToLong(counts -> counts[1] + counts[2]).sum();
    if (failed > 0) {
      throw new IllegalStateException(failed + " requests were refused, or not answered");
    }
  }

  void draw(Path file) throws IOException {
    Picture picture = new Picture();
    picture.add(
        "Throughput, both nodes",
        "minutes",
        "answers/s",
        Picture.Scale.LINEAR,
        minutes,
        Map.of("all calls", perSecond));
    Map<String, List<Double>> waits = new LinkedHashMap<>();
    p99.forEach((call, values) -> waits.put(call.call(), values));
    picture.add(
        "99 of 100 answers came within",
        "minutes",
        "ms",
        Picture.Scale.Y_LOGARITHMIC,
        minutes,
        waits);
    picture.add("Heap in use", "minutes", "MiB", Picture.Scale.LINEAR, minutes, heap);
    picture.add("Threads, connections, size", "minutes", "", Picture.Scale.LINEAR, minutes, held);
    picture.save(file);
  }
}
