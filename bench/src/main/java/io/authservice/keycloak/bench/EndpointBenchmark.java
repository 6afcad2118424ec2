package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.TestSettings;
import java.net.URI;
import java.util.List;

/**
 * The API's endpoints beside those of Keycloak's that do the same work, on one server, for the same
 * users: how much of Keycloak's own speed is left, or gained.
 *
 * <p>The two are measured in turns, a few seconds each, and compared pair by pair: whatever else
 * the machine does meanwhile slows both. The order within a pair alternates.
 */
final class EndpointBenchmark {

  private EndpointBenchmark() {}

  static void run(Options options, Findings findings) throws Exception {
    // PBKDF2 of Django's million iterations would hide everything else.
    int iterations = options.number("iterations");
    try (PostgresDatabase database = new PostgresDatabase();
        KeycloakServer server = database.server(iterations).start()) {
      findings.note("database", database.version());
      findings.note("PBKDF2 iterations, tokens", Integer.toString(iterations));
      BenchUsers users = BenchUsers.create(database, server.baseUrl(), options.number("users"));
      EndpointRequests requests = new EndpointRequests(server.baseUrl(), TestSettings.REALM, users);
      ServerProcess process = ServerProcess.of(server);
      URI address = URI.create(server.baseUrl());
      PairedRuns runs = new PairedRuns(Turns.of(options));
      findings.add(
          runs.compare(
              "POST /api/token/",
              new Side(process, address, users.count(), requests::obtain),
              "password grant",
              new Side(process, address, users.count(), requests::grant),
              Aim.atLeast(0.95)));
      List<String> tokens = requests.accessTokens();
      Side me = new Side(process, address, users.count(), user -> requests.me(tokens.get(user)));
      findings.add(
          runs.compare(
              "GET /auth/me/",
              me,
              "userinfo",
              new Side(
                  process, address, users.count(), user -> requests.userInfo(tokens.get(user))),
              Aim.atLeast(1.5)));
      findings.add(
          runs.compare(
              "GET /auth/me/",
              me,
              "the realm's public page, without a token",
              new Side(process, address, users.count(), any -> requests.realm()),
              Aim.none(Aim.Better.HIGHER)));
    }
  }
}
