package io.authservice.keycloak.bench;

import io.authservice.keycloak.bench.Comparison.Pair;
import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.TestSettings;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * A user's first login with a password of Django's, which is then stored anew as Argon2, beside the
 * same user's next login. One user after the other, so that each time is that of a login alone.
 */
final class LoginBenchmark {

  /** Django 5.2's. */
  private static final int ITERATIONS = 1_000_000;

  private static final int WARM_UP = 10;
  private static final int COUNTED = 30;

  private LoginBenchmark() {}

  static void run(Options options, Findings findings) throws Exception {
    try (PostgresDatabase database = new PostgresDatabase();
        KeycloakServer server = database.server(ITERATIONS).start()) {
      BenchUsers users = BenchUsers.create(database, server.baseUrl(), WARM_UP + COUNTED);
      new AdminClient(server.baseUrl()).passwordFormat("argon2");
      EndpointRequests requests = new EndpointRequests(server.baseUrl(), TestSettings.REALM, users);
      List<Pair> pairs = new ArrayList<>();
      JsonClient http = new JsonClient();
      for (int user = 0; user < users.count(); user++) {
        HttpRequest.Builder login = requests.login(user);
        double first = millis(http, login);
        double next = millis(http, login);
        if (user >= WARM_UP) {
          pairs.add(new Pair(next, first));
        }
      }
      requireUpgraded(database, users.count());
      findings.add(
          new Comparison(
              "POST /api/token/ with the password stored anew as Argon2",
              "with Django's PBKDF2 of %d iterations".formatted(ITERATIONS),
              "ms",
              Aim.atMost(1),
              pairs));
    }
  }

  private static double millis(JsonClient http, HttpRequest.Builder login) {
    long start = System.nanoTime();
    http.send(login, 200);
    return (System.nanoTime() - start) / 1e6;
  }

  private static void requireUpgraded(BenchDatabase database, int users) {
    int upgraded =
        database
            .users()
            .texts(
                "select id from users_user where username like 'bench%'"
                    + " and password like 'argon2$%'")
            .size();
    if (upgraded != users) {
      throw new IllegalStateException(upgraded + " of " + users + " passwords were stored anew");
    }
  }
}
