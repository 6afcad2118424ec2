package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.TestSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * {@code /auth/me/} beside userinfo by the number of connections: a server is quick for few, and
 * what it makes of many shows how it waits.
 */
final class ConnectionsBenchmark {

  private static final List<Integer> CONNECTIONS = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256);
  private static final Duration TURN = Duration.ofSeconds(6);

  private ConnectionsBenchmark() {}

  static void run(Options options, Findings findings) throws Exception {
    try (PostgresDatabase database = new PostgresDatabase();
        KeycloakServer server = database.server().start()) {
      BenchUsers users = BenchUsers.create(database, server.baseUrl(), options.number("users"));
      EndpointRequests requests = new EndpointRequests(server.baseUrl(), TestSettings.REALM, users);
      List<String> tokens = requests.accessTokens();
      URI address = URI.create(server.baseUrl());
      try (Wrk me = new Wrk(address, users.count(), user -> requests.me(tokens.get(user)));
          Wrk userInfo =
              new Wrk(address, users.count(), user -> requests.userInfo(tokens.get(user)))) {
        Duration warmUp = options.seconds("warmup").dividedBy(2);
        me.fullSpeed(4, warmUp);
        userInfo.fullSpeed(4, warmUp);
        Map<String, List<Wrk.Result>> results = new LinkedHashMap<>();
        for (int connections : CONNECTIONS) {
          results
              .computeIfAbsent("GET /auth/me/", any -> new ArrayList<>())
              .add(me.fullSpeed(connections, TURN));
          results
              .computeIfAbsent("userinfo", any -> new ArrayList<>())
              .add(userInfo.fullSpeed(connections, TURN));
        }
        print(results);
        draw(results, options);
      }
    }
  }

  private static void print(Map<String, List<Wrk.Result>> results) {
    System.out.println("\n| Connections | What | answers/s | p50, ms | p99, ms | p99.9, ms |");
    System.out.println("|---|---|---|---|---|---|");
    for (int i = 0; i < CONNECTIONS.size(); i++) {
      for (Map.Entry<String, List<Wrk.Result>> found : results.entrySet()) {
        Wrk.Result result = found.getValue().get(i);
        System.out.println(
            Report.row(
                CONNECTIONS.get(i).toString(),
                found.getKey(),
                Report.number(result.perSecond()),
                Report.number(result.p50()),
                Report.number(result.p99()),
                Report.number(result.p999())));
      }
    }
  }

  private static void draw(Map<String, List<Wrk.Result>> results, Options options)
      throws Exception {
    List<Double> x = CONNECTIONS.stream().map(Integer::doubleValue).toList();
    Picture picture = new Picture();
    picture.add(
        "Throughput",
        "connections",
        "answers/s",
        Picture.Scale.X_LOGARITHMIC,
        x,
        lines(results, Wrk.Result::perSecond));
    picture.add(
        "99 of 100 answers came within",
        "connections",
        "ms",
        Picture.Scale.LOGARITHMIC,
        x,
        lines(results, Wrk.Result::p99));
    picture.save(options.path("pictures").resolve("performance-connections.png"));
  }

  private static Map<String, List<Double>> lines(
      Map<String, List<Wrk.Result>> results, ToDoubleFunction<Wrk.Result> value) {
    Map<String, List<Double>> lines = new LinkedHashMap<>();
    results.forEach(
        (name, found) -> lines.put(name, found.stream().map(value::applyAsDouble).toList()));
    return lines;
  }
}
