package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.TestSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The paths that are asked most, beside those of another build of the extension on the same machine
 * at the same time: what a change costs, in two minutes.
 */
final class GuardBenchmark {

  private static final int ROWS = 10_000;
  private static final String THEN = "the other build";

  /** Few and short: what a change costs by a tenth shows, and no more is asked. */
  private static final Turns TURNS = new Turns(4, Duration.ofSeconds(10), 3, Duration.ofSeconds(2));

  private final Findings findings;

  private GuardBenchmark(Findings findings) {
    this.findings = findings;
  }

  static void run(Options options, Findings findings) throws Exception {
    Path jar = options.path("jar");
    try (PostgresDatabase now = new PostgresDatabase();
        PostgresDatabase then = PostgresDatabase.with(jar);
        KeycloakServer ours = now.server().start();
        KeycloakServer others = then.server().start()) {
      new GuardBenchmark(findings)
          .compare(new Build(ours, now, options), new Build(others, then, options));
    }
  }

  /** A server with a build of the extension, and users to ask it for. */
  private static final class Build {
    private final ServerProcess process;
    private final URI address;
    private final EndpointRequests endpoints;
    private final UserRequests users;
    private final List<String> ids;
    private final List<String> tokens;

    Build(KeycloakServer server, BenchDatabase database, Options options) {
      process = ServerProcess.of(server);
      address = URI.create(server.baseUrl());
      database.users().load(ROWS);
      BenchUsers logins = BenchUsers.create(database, server.baseUrl(), options.number("users"));
      endpoints = new EndpointRequests(server.baseUrl(), TestSettings.REALM, logins);
      users = new UserRequests(server.baseUrl());
      ids = database.users().ids(ROWS);
      tokens = endpoints.accessTokens();
    }

    Side side(int subjects, IntFunction<Request> request) {
      return new Side(process, address, subjects, request);
    }

    Side me() {
      return side(tokens.size(), user -> endpoints.me(tokens.get(user)));
    }

    Side login() {
      return side(tokens.size(), endpoints::obtain);
    }

    Side read() {
      return side(ids.size(), users.ours(ids));
    }

    Side list() {
      return side(1, users.ourList());
    }
  }

  private void compare(Build ours, Build others) throws Exception {
    compare("GET /auth/me/", ours.me(), others.me(), TURNS);
    compare("POST /api/token/", ours.login(), others.login(), TURNS);
    compare("GET /api/users/<id>/", ours.read(), others.read(), TURNS);
    compare(
        "GET /api/users/ of %d users".formatted(ROWS),
        ours.list(),
        others.list(),
        TURNS.oneConnection());
    tell();
  }

  private void compare(String name, Side ours, Side others, Turns turns) throws Exception {
    findings.add(PairedRuns.brief(turns).compare(name, ours, THEN, others, Aim.atLeast(0.9)));
  }

  private void tell() {
    List<Comparison> worse =
        findings.comparisons().stream()
            .filter(found -> !found.aim().isMet(found.ratios().median()))
            .toList();
    System.out.println(worse.isEmpty() ? "\nNothing is slower by a tenth." : "\nSlower:");
    worse.forEach(
        found -> System.out.println(found.name() + ": " + Report.number(found.ratios().median())));
  }
}
