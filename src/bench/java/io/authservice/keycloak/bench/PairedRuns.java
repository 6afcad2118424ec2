package io.authservice.keycloak.bench;

import io.authservice.keycloak.bench.Comparison.Pair;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Measures two kinds of requests in turns. */
final class PairedRuns {

  private final ServerProcess server;
  private final URI address;
  private final EndpointBenchmark.Settings settings;

  PairedRuns(ServerProcess server, URI address, EndpointBenchmark.Settings settings) {
    this.server = server;
    this.address = address;
    this.settings = settings;
  }

  Comparison compare(
      String name,
      IntFunction<Request> ours,
      String nativeName,
      IntFunction<Request> keycloaks,
      double target)
      throws IOException, InterruptedException {
    try (Load load = new Load(server, address, settings.connections(), settings.users())) {
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
      Load load, IntFunction<Request> ours, IntFunction<Request> keycloaks)
      throws InterruptedException {
    Speed first = load.run(ours, settings.turn());
    return new Pair(first, load.run(keycloaks, settings.turn()));
  }

  private Pair reversed(
      Load load, IntFunction<Request> ours, IntFunction<Request> keycloaks)
      throws InterruptedException {
    Speed first = load.run(keycloaks, settings.turn());
    return new Pair(load.run(ours, settings.turn()), first);
  }
}
