package io.authservice.keycloak.bench;

import io.authservice.keycloak.server.KeycloakServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The same requests to this service and to the one it replaces, with the same users in databases of
 * one PostgreSQL.
 */
final class DjangoBenchmark {

  private static final String DJANGO = "the Django service";

  private final Options options;
  private final PairedRuns runs;
  private final Findings findings;
  private final int rows;

  private DjangoBenchmark(Options options, Findings findings) {
    this.options = options;
    this.runs = new PairedRuns(Turns.of(options));
    this.findings = findings;
    this.rows = options.number("django.rows");
  }

  static void run(Options options, Findings findings) throws Exception {
    new DjangoBenchmark(options, findings).run();
  }

  private void run() throws Exception {
    try (PostgresDatabase database = new PostgresDatabase();
        KeycloakServer server = database.server().start()) {
      UserTable djangos = database.usersIn("django");
      try (DjangoService django =
          DjangoService.start(
              options.path("django"),
              options.text("python"),
              database.directory().resolve("django"),
              database.address("django"))) {
        database.users().load(rows);
        djangos.load(rows);
        compare(server, django, database.users(), djangos);
      }
    }
  }

  private void compare(
      KeycloakServer server, DjangoService django, UserTable users, UserTable djangos)
      throws Exception {
    Service ours = new Service(server.baseUrl(), ServerProcess.of(server));
    Service theirs = new Service(django.baseUrl(), django.process());
    findings.add(
        runs.compare(
            "GET /auth/me/",
            ours.side("/auth/me/"),
            DJANGO,
            theirs.side(django.mePath(theirs.token())),
            Aim.atLeast(12)));
    findings.add(
        runs.compare(
            "GET /api/users/<id>/",
            ours.users(users),
            DJANGO,
            theirs.users(djangos),
            Aim.none(Aim.Better.HIGHER)));
    lists(ours, theirs);
  }

  /** One reader, as a list keeps a processor busy. */
  private void lists(Service ours, Service theirs) throws IOException {
    findings.add(
        new PairedRuns(Turns.of(options).oneConnection())
            .compare(
                "GET /api/users/ of %d users".formatted(rows),
                ours.side("/api/users/"),
                DJANGO,
                theirs.side("/api/users/"),
                Aim.atLeast(8))
            .in("rows/s", rows));
  }

  /** One of the two. */
  private record Service(String baseUrl, ServerProcess process) {

    String token() {
      return new AccessTokens(baseUrl).superuser();
    }

    Side side(String path) {
      Request request = request(path, token());
      return new Side(process, URI.create(baseUrl), 1, any -> request);
    }

    Side users(UserTable users) {
      List<String> ids = users.ids(Integer.MAX_VALUE);
      String token = token();
      return new Side(
          process,
          URI.create(baseUrl),
          ids.size(),
          user -> request("/api/users/" + ids.get(user) + "/", token));
    }

    private Request request(String path, String token) {
      return Request.get(URI.create(baseUrl + path), Map.of("Authorization", "Bearer " + token));
    }
  }
}
