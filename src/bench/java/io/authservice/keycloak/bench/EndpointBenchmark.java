package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.TestSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The API's endpoints beside those of Keycloak's that do the same work, on one server, for the same
 * users: how much of Keycloak's own speed is left, or gained.
 *
 * <p>The two are measured in turns, a few seconds each, and compared pair by pair: whatever else
 * the machine does meanwhile slows both. The order within a pair alternates.
 */
final class EndpointBenchmark {

  private static final String MAX_HEAP = "1g";

  private EndpointBenchmark() {}

  /**
   * What is measured with.
   *
   * @param users who log in; none is logged in twice at a time, which Keycloak would refuse
   * @param connections kept open, each with one request at a time
   * @param warmUp how long each two endpoints are called before anything is counted, until the
   *     server has compiled what it needs
   * @param pairs counted after that
   * @param turn how long one side is measured at a time
   * @param iterations of PBKDF2 in the users' passwords
   * @param output where the samples go, as JSON
   */
  record Settings(
      int users,
      int connections,
      Duration warmUp,
      int pairs,
      Duration turn,
      int iterations,
      Path output) {}

  static void run(Settings settings) throws Exception {
    try (PostgresDatabase database = new PostgresDatabase();
        KeycloakServer server =
            database.server(MAX_HEAP, settings.iterations()).start()) {
      BenchUsers users = BenchUsers.create(database, server.baseUrl(), settings.users());
      EndpointRequests requests =
          new EndpointRequests(server.baseUrl(), TestSettings.REALM, users);
      PairedRuns runs = new PairedRuns(ServerProcess.of(server), settings);
      List<Comparison> comparisons = new ArrayList<>();
      comparisons.add(
          runs.compare(
              "POST /api/token/", requests::obtain, "password grant", requests::grant, 0.95));
      List<String> tokens = requests.accessTokens();
      comparisons.add(
          runs.compare(
              "GET /auth/me/",
              user -> requests.me(tokens.get(user)),
              "userinfo",
              user -> requests.userInfo(tokens.get(user)),
              1.3));
      Report report = new Report(settings, Machine.describe(database, server), comparisons);
      report.print();
      report.save();
    }
  }
}
