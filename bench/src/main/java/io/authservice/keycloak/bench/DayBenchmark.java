package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.KeycloakServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A day in the life of two nodes on one PostgreSQL: what clients do, mixed, at half of what the
 * nodes can do together, for as long as is asked. On the way each node is stopped and started again
 * in turn while the other serves all clients, as a balancer would have it.
 */
final class DayBenchmark implements AutoCloseable {

  private static final Duration TOKENS = Duration.ofHours(6);
  private static final int MIXED_CONNECTIONS = 16;

  private static final int LEAST_SLICES = 10;
  private static final int MOST_SLICES = 40;

  /** In seconds. */
  private static final int SHORTEST_SLICE = 3;

  /** When the first node is stopped, and the second, of all the time there is. */
  private static final double FIRST_STOP = 0.4;

  private static final double SECOND_STOP = 0.6;

  private final Options options;
  private final Duration slice;
  private final int slices;
  private final BenchDatabase database;
  private final List<KeycloakServer> nodes;
  private final DayRequests requests;
  private final Map<KeycloakServer, Map<DayCall, Wrk>> loads = new IdentityHashMap<>();
  private final DayLog log;
  private CompletableFuture<Void> restart = CompletableFuture.completedFuture(null);

  private DayBenchmark(Options options, BenchDatabase database) throws IOException {
    this.options = options;
    this.database = database;
    long seconds = options.number("day.seconds");
    slices = (int) Math.max(LEAST_SLICES, Math.min(MOST_SLICES, seconds / SHORTEST_SLICE));
    slice = Duration.ofSeconds(Math.max(SHORTEST_SLICE, seconds / slices));
    nodes = Stream.of("a", "b").map(name -> node(database, name)).toList();
    nodes.forEach(KeycloakServer::start);
    String baseUrl = nodes.get(0).baseUrl();
    AdminClient admin = new AdminClient(baseUrl);
    admin.prolongApiTokens(TOKENS);
    int rows = options.number("day.users");
    database.users().load(rows);
    BenchUsers users = BenchUsers.create(database, baseUrl, options.number("users"));
    requests = new DayRequests(baseUrl, database, users, rows);
    for (KeycloakServer node : nodes) {
      Map<DayCall, Wrk> ofNode = new EnumMap<>(DayCall.class);
      for (DayCall call : DayCall.values()) {
        ofNode.put(
            call,
            new Wrk(
                URI.create(node.baseUrl()), requests.count(), requests.of(call, node.baseUrl())));
      }
      loads.put(node, ofNode);
    }
    log = new DayLog(database, nodes);
  }

  private static KeycloakServer node(BenchDatabase database, String name) {
    return database
        .server(name, 1000)
        .clustered()
        .options(
            List.of(
                // A token names its issuer, which is the same whichever node is asked.
                "--hostname=https://auth.example.com",
                "--spi-realm-restapi-extension--auth-service--list-parameters=true"))
        .build();
  }

  static void run(Options options, Findings findings) throws Exception {
    try (PostgresDatabase database = new PostgresDatabase();
        DayBenchmark day = new DayBenchmark(options, database)) {
      findings.note("database", database.version());
      day.live(findings);
    }
  }

  private void live(Findings findings) throws IOException {
    Duration warmUp = options.seconds("warmup");
    mostTogether(warmUp);
    double most = mostTogether(Duration.ofSeconds(Math.max(5, warmUp.toSeconds() / 2)));
    System.out.printf("Both nodes at once: %.0f answers/s of the mix%n", most);
    log.begin();
    for (int i = 0; i < slices; i++) {
      log.add(slice(serving(i), most / 2), slice);
    }
    restart.join();
    log.end();
    log.tell(findings, most);
    log.draw(options.path("pictures").resolve("performance-day.png"));
  }

  /** Answers a second of the mix, both nodes at their best. */
  private double mostTogether(Duration time) throws IOException {
    double sum = 0;
    List<Wrk> mixed = new ArrayList<>();
    try {
      List<Wrk.Running> running = new ArrayList<>();
      for (KeycloakServer node : nodes) {
        Wrk wrk =
            new Wrk(URI.create(node.baseUrl()), requests.count(), requests.mixed(node.baseUrl()));
        mixed.add(wrk);
        running.add(wrk.start(MIXED_CONNECTIONS, time, 0));
      }
      for (Wrk.Running load : running) {
        sum += load.result().perSecond();
      }
    } finally {
      for (Wrk wrk : mixed) {
        wrk.close();
      }
    }
    return sum;
  }

  /** Who is sent requests meanwhile; sets a restart going where it is due. */
  private List<KeycloakServer> serving(int number) {
    if (number == (int) (slices * FIRST_STOP)) {
      restart = restarted(nodes.get(0));
    } else if (number == (int) (slices * SECOND_STOP)) {
      restart.join();
      restart = restarted(nodes.get(1));
    }
    if (restart.isDone()) {
      return nodes;
    }
    return number < (int) (slices * SECOND_STOP) ? nodes.subList(1, 2) : nodes.subList(0, 1);
  }

  private static CompletableFuture<Void> restarted(KeycloakServer node) {
    return CompletableFuture.runAsync(
        () -> {
          node.stop();
          node.start();
        });
  }

  private Map<DayCall, List<Wrk.Attempts>> slice(List<KeycloakServer> serving, double perSecond) {
    Map<DayCall, List<Wrk.Running>> running = new EnumMap<>(DayCall.class);
    for (KeycloakServer node : serving) {
      loads
          .get(node)
          .forEach(
              (call, wrk) ->
                  running
                      .computeIfAbsent(call, any -> new ArrayList<>())
                      .add(
                          wrk.start(
                              call.connections(),
                              slice,
                              perSecond * call.share() / serving.size())));
    }
    Map<DayCall, List<Wrk.Attempts>> results = new EnumMap<>(DayCall.class);
    running.forEach(
        (call, loads) -> results.put(call, loads.stream().map(Wrk.Running::attempts).toList()));
    return results;
  }

  @Override
  public void close() throws IOException {
    for (Map<DayCall, Wrk> ofNode : loads.values()) {
      for (Wrk wrk : ofNode.values()) {
        wrk.close();
      }
    }
    nodes.forEach(KeycloakServer::stop);
  }
}
