package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.KeycloakServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long one waits for a search among many users, each kind by itself on a server that does
 * nothing else. Whatever takes too long is shown with its plan.
 */
final class SearchBenchmark {

  private static final Duration TOKENS = Duration.ofHours(2);
  private static final Duration RUN_UP = Duration.ofSeconds(1);
  private static final Duration TURN = Duration.ofSeconds(3);
  private static final int REQUESTS = 2000;

  /** What is too long, in milliseconds. */
  private static final int LIMIT = 50;

  private final SearchTable table;
  private final SlowStatements slow;
  private final Findings findings;
  private final URI address;
  private final String superuser;
  private final String administrator;
  private final Duration warmUp;

  private SearchBenchmark(
      BenchDatabase database,
      KeycloakServer server,
      SlowStatements slow,
      Findings findings,
      Duration warmUp) {
    this.warmUp = warmUp;
    this.table = new SearchTable(database);
    this.slow = slow;
    this.findings = findings;
    address = URI.create(server.baseUrl());
    AdminClient admin = new AdminClient(server.baseUrl());
    admin.prolongTokens(TOKENS);
    admin.prolongApiTokens(TOKENS);
    AccessTokens tokens = new AccessTokens(server.baseUrl());
    superuser = tokens.superuser();
    administrator = tokens.administrator();
  }

  static void run(Options options, Findings findings) throws Exception {
    int rows = options.number("search.rows");
    try (PostgresDatabase database = new PostgresDatabase()) {
      KeycloakServer server =
          database
              .server()
              .options(List.of("--spi-realm-restapi-extension--auth-service--list-parameters=true"))
              .start();
      server.stop();
      SearchTable table = new SearchTable(database);
      table.load(rows);
      SlowStatements slow =
          new SlowStatements(table, database.directory().resolve("statements.json"));
      slow.prepare();
      try (server) {
        long start = System.nanoTime();
        server.start();
        table.awaitIndexes();
        System.out.printf(
            "%n%d users; start and indexes took %d s%n",
            rows, Duration.ofNanos(System.nanoTime() - start).toSeconds());
        table.indexes().forEach(System.out::println);
        new SearchBenchmark(database, server, slow, findings, options.seconds("warmup")).measure();
      }
    }
  }

  private void measure() throws IOException {
    warmUp();
    System.out.println("\n| Kind | p50, ms | p99, ms | p99.9, ms |");
    System.out.println("|---|---|---|---|");
    StringBuilder plans = new StringBuilder();
    for (SearchKind kind : SearchKind.all(table)) {
      try (Wrk wrk = new Wrk(address, REQUESTS, number -> request(kind, number))) {
        wrk.fullSpeed(1, RUN_UP);
        Wrk.Result result = wrk.fullSpeed(1, TURN);
        System.out.println(
            Report.row(
                kind.name(),
                Report.number(result.p50()),
                Report.number(result.p99()),
                Report.number(result.p999())));
        findings.add(
            new Figure(
                kind.name() + ", p99", "ms", Aim.Better.LOWER, new Samples(List.of(result.p99()))));
        if (result.p99() > LIMIT) {
          plans.append(plan(kind, wrk));
        }
      }
    }
    System.out.println(plans);
  }

  /** All kinds in turn, until the server's code is compiled. */
  private void warmUp() throws IOException {
    List<SearchKind> kinds = SearchKind.all(table);
    try (Wrk wrk =
        new Wrk(
            address,
            REQUESTS,
            number -> request(kinds.get(number % kinds.size()), number / kinds.size()))) {
      wrk.fullSpeed(2, warmUp);
    }
  }

  /** The longest plan of a second's requests, which is that of the statement that does the work. */
  private String plan(SearchKind kind, Wrk wrk) {
    List<String> plans = slow.during(LIMIT / 2, () -> wrk.fullSpeed(1, Duration.ofSeconds(1)));
    return plans.isEmpty()
        ? "\n" + kind.name() + ": no statement takes long\n"
        : "\n" + kind.name() + ":\n" + plans.get(plans.size() - 1) + "\n";
  }

  private Request request(SearchKind kind, int number) {
    return Request.get(
        URI.create(address + kind.address(number)),
        Map.of("Authorization", "Bearer " + (kind.isOfTheApi() ? superuser : administrator)));
  }
}
