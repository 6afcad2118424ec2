package io.authservice.keycloak.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.resilience.WrittenUser.Outcome;
import io.authservice.keycloak.server.Sql;
import io.authservice.keycloak.testing.TimedClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Many who create, rename and delete users at once, and go on whatever happens to the server. */
final class Writers implements AutoCloseable {

  private static final String PASSWORD = "tr0mb0ne-quartet";

  private static final int WRITERS = 6;
  private static final int SAMPLE = 3;
  private static final long BREATH_MILLIS = 50;

  /** No other test's users have it. */
  private final String prefix = "w" + UUID.randomUUID().toString().substring(0, 8);

  private final Supplier<TimedClient> clients;
  private final String token;
  private final ConcurrentLinkedQueue<WrittenUser> users = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger unavailable = new AtomicInteger();
  private final AtomicInteger unreachable = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  private Writers(Supplier<TimedClient> clients, String token) {
    this.clients = clients;
    this.token = token;
  }

  /**
   * Sets them to work.
   *
   * @param clients asked before every request; each time it may lead to another server
   * @param token of staff
   */
  static Writers start(Supplier<TimedClient> clients, String token) {
    Writers writers = new Writers(clients, token);
    for (int i = 0; i < WRITERS; i++) {
      int number = i;
      Thread thread = new Thread(() -> writers.work(number), "writer-" + i);
      writers.threads.add(thread);
      thread.start();
    }
    return writers;
  }

  private void work(int number) {
    for (int n = 0; !stopped; n++) {
      WrittenUser user = new WrittenUser(prefix + number + "x" + n);
      users.add(user);
      write(user, n % 3 == 0);
    }
  }

  private void write(WrittenUser user, boolean delete) {
    Reply created =
        send(
            "POST",
            "/api/users/",
            Map.of(
                "username",
                user.username(),
                "email",
                user.username() + "@example.com",
                "password",
                PASSWORD));
    user.created(created.outcome());
    if (created.outcome() != Outcome.DONE) {
      return;
    }
    String path = "/api/users/" + created.id() + "/";
    user.named("Ada", send("PATCH", path, Map.of("first_name", "Ada")).outcome());
    if (delete) {
      user.deleted(send("DELETE", path, Map.of()).outcome());
    }
  }

  private record Reply(Outcome outcome, long id) {}

  private Reply send(String method, String path, Map<String, String> body) {
    try {
      TimedClient.Answer answer = clients.get().send(method, path, token, body);
      Outcome outcome = Outcome.of(answer.status());
      count(method + " " + path, answer, outcome);
      return new Reply(
          outcome,
          outcome == Outcome.DONE && body.size() > 1 ? answer.json().get("id").asLong() : 0);
    } catch (UncheckedIOException gone) {
      unreachable.incrementAndGet();
      breathe();
      return new Reply(Outcome.UNKNOWN, 0);
    }
  }

  private void count(String request, TimedClient.Answer answer, Outcome outcome) {
    if (outcome == Outcome.DONE) {
      acknowledged.incrementAndGet();
    } else if (answer.status() == 503) {
      unavailable.incrementAndGet();
      breathe();
    } else {
      faults.add(request + " " + answer);
    }
  }

  private static void breathe() {
    try {
      Thread.sleep(BREATH_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes answered with success so far. */
  int acknowledged() {
    return acknowledged.get();
  }

  /** Requests answered 503 so far. */
  int unavailable() {
    return unavailable.get();
  }

  /** Requests so far that no server took, or that none answered. */
  int unreachable() {
    return unreachable.get();
  }

  /** Compares the database with what each was answered, once they have stopped. */
  void assertKept(Sql database) {
    assertThat(faults).as("neither done nor 503").isEmpty();
    String ours = " from users_user where username like '" + prefix + "%'";
    Map<String, String> firstNames =
        database.select("select username, first_name" + ours).stream()
            .map(row -> row.split("\\|", 2))
            .collect(Collectors.toMap(row -> row[0], row -> row[1]));
    assertThat(users)
        .allMatch(
            user -> user.isKept(firstNames.get(user.username())), "is as it was acknowledged");
    assertThat(users.stream().map(WrittenUser::username)).containsAll(firstNames.keySet());
    assertThat(
            database.select(
                "select username"
                    + ours
                    + " and (email <> username || '@example.com' or not is_active"
                    + " or password not like 'pbkdf2_sha256$%')"))
        .as("half-written")
        .isEmpty();
    firstNames.keySet().stream().limit(SAMPLE).forEach(name -> clients.get().login(name, PASSWORD));
  }

  /** Returns when each has had its last answer. */
  @Override
  public void close() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
