package io.authservice.keycloak.bench;

import io.authservice.keycloak.bench.Comparison.Pair;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Measures two kinds of requests in turns. */
final class PairedRuns {

  private final ServerProcess server;
  private final EndpointBenchmark.Settings settings;

  PairedRuns(ServerProcess server, EndpointBenchmark.Settings settings) {
    this.server = server;
    this.settings = settings;
  }

  Comparison compare(
      String name,
      IntFunction<HttpRequest> ours,
      String nativeName,
      IntFunction<HttpRequest> keycloaks,
      double target)
      throws InterruptedException {
    try (Load load = new Load(server, settings.connections(), settings.users())) {
      load.run(ours, settings.warmUp().dividedBy(2));
      load.run(keycloaks, settings.warmUp().dividedBy(2));
      List<Pair> pairs = new ArrayList<>();
      for (int i = 0; i < settings.pairs(); i++) {
        pairs.add(i % 2 == 0 ? inOrder(load, ours, keycloaks) : reversed(load, ours, keycloaks));
      }
      return new Comparison(name, nativeName, target, List.copyOf(pairs));
    }
  }

  private Pair inOrder(
      Load load, IntFunction<HttpRequest> ours, IntFunction<HttpRequest> keycloaks)
      throws InterruptedException {
    Speed first = load.run(ours, settings.turn());
    return new Pair(first, load.run(keycloaks, settings.turn()));
  }

  private Pair reversed(
      Load load, IntFunction<HttpRequest> ours, IntFunction<HttpRequest> keycloaks)
      throws InterruptedException {
    Speed first = load.run(keycloaks, settings.turn());
    return new Pair(load.run(ours, settings.turn()), first);
  }
}
