package io.authservice.keycloak.bench;

import io.authservice.keycloak.bench.Aim.Better;
import io.authservice.keycloak.server.KeycloakServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Single users and pages of a hundred beside the Admin API's, for the same users and for as many
 * native ones in a realm beside; and deep pages beside the first.
 *
 * <p>"Each once" goes through more users than Keycloak's cache holds, "the same again" through few.
 */
final class UsersBenchmark {

  private static final Duration TOKENS = Duration.ofHours(2);

  /** More than the 10 000 that Keycloak's user cache holds. */
  private static final int MANY = 50_000;

  private static final int FEW = 1000;

  private static final String FIRST = "the first page";
  private static final String FIRST_COUNTED = "the first counted page";

  private final Options options;
  private final Turns turns;
  private final Findings findings;

  UsersBenchmark(Options options, Findings findings) {
    this.options = options;
    this.turns = Turns.of(options);
    this.findings = findings;
  }

  void run() throws Exception {
    try (PostgresDatabase database = new PostgresDatabase();
        KeycloakServer server =
            database
                .server()
                .options(
                    List.of("--spi-realm-restapi-extension--auth-service--list-parameters=true"))
                .start()) {
      findings.note("database", database.version());
      AdminClient admin = new AdminClient(server.baseUrl());
      admin.prolongTokens(TOKENS);
      admin.createRealm(NativeUsers.REALM);
      for (int rows : options.numbers("rows")) {
        database.users().load(rows);
        new NativeUsers(database).load(rows);
        Measured measured = new Measured(database, server, admin.storageId(), rows);
        if (options.isOn("single")) {
          measured.single();
        }
        measured.pages();
      }
    }
  }

  /** One number of users on one server. */
  private final class Measured {
    private final BenchDatabase database;
    private final ServerProcess process;
    private final URI address;
    private final UserRequests requests;
    private final String storageId;
    private final int rows;

    Measured(BenchDatabase database, KeycloakServer server, String storageId, int rows) {
      this.database = database;
      this.process = ServerProcess.of(server);
      this.address = URI.create(server.baseUrl());
      this.requests = new UserRequests(server.baseUrl());
      this.storageId = storageId;
      this.rows = rows;
    }

    void single() throws Exception {
      List<String> ours = database.users().ids(MANY);
      List<String> natives = new NativeUsers(database).ids(MANY);
      single("each once", ours, natives);
      single("the same again", few(ours), few(natives));
    }

    private void single(String which, List<String> ours, List<String> natives) throws Exception {
      String name = named("GET /api/users/<id>/, " + which);
      compare(
          name,
          side(ours.size(), requests.ours(ours)),
          "Admin API, same users",
          side(
              ours.size(),
              requests.admin(UserRequests.ourRealm(), UserRequests.federated(storageId, ours))),
          Aim.atLeast(1.5));
      compare(
          name,
          side(ours.size(), requests.ours(ours)),
          "Admin API, native users",
          side(natives.size(), requests.admin(NativeUsers.REALM, natives)),
          Aim.atLeast(1.5));
    }

    private static List<String> few(List<String> ids) {
      return ids.subList(0, Math.min(FEW, ids.size()));
    }

    void pages() throws Exception {
      int last = rows - UserRequests.PAGE;
      String end = requests.endOfPage(last - UserRequests.PAGE);
      pages("first page of 100", "cursor=", 0);
      pages("last page of 100", "cursor=" + end, last);
      deepPages(end, last);
    }

    /** By cursor, so that neither side counts the users; and with their number beside. */
    private void pages(String which, String query, int offset) throws Exception {
      String name = named("GET /api/users/, " + which);
      compare(
          name,
          page(query),
          "Admin API, same users",
          adminPage(UserRequests.ourRealm(), offset, false),
          Aim.atLeast(2));
      compare(
          name,
          page(query),
          "Admin API, native users",
          adminPage(NativeUsers.REALM, offset, false),
          Aim.atLeast(2));
      compare(
          name,
          page(query),
          "Admin API, native users, brief",
          adminPage(NativeUsers.REALM, offset, true),
          Aim.none(Better.HIGHER));
      compare(
          named("GET /api/users/, counted " + which),
          page("offset=" + offset),
          "Admin API, native users",
          adminPage(NativeUsers.REALM, offset, false),
          Aim.none(Better.HIGHER));
    }

    private void deepPages(String end, int last) throws Exception {
      Aim aim = Aim.atLeast(1 / 1.2);
      compare(named("Last page, by cursor"), page("cursor=" + end), FIRST, page("cursor="), aim);
      compare(
          named("Last counted page, by the link to it"),
          page("offset=" + last + "&after=" + end),
          FIRST_COUNTED,
          page("offset=0"),
          aim);
      compare(
          named("Last counted page, by offset"),
          page("offset=" + last),
          FIRST_COUNTED,
          page("offset=0"),
          aim);
      compare(
          named("Middle counted page, by offset"),
          page("offset=" + rows / 2),
          FIRST_COUNTED,
          page("offset=0"),
          aim);
    }

    private Side page(String query) {
      return side(turns.connections(), requests.ourPage(query));
    }

    private Side adminPage(String realm, int first, boolean brief) {
      return side(turns.connections(), requests.adminPage(realm, first, brief));
    }

    private Side side(int subjects, IntFunction<Request> request) {
      return new Side(process, address, subjects, request);
    }

    private String named(String what) {
      return "%s of %d users".formatted(what, rows);
    }

    private void compare(String name, Side ours, String besideName, Side other, Aim aim)
        throws Exception {
      findings.add(new PairedRuns(turns).compare(name, ours, besideName, other, aim));
    }
  }
}
