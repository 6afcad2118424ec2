package io.authservice.keycloak.http.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.Signals;
import io.authservice.keycloak.testing.Cluster;
import io.authservice.keycloak.testing.TimedClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes that count together: {@code ./mvnw -Plong verify -Dit.test=ClusterThrottlesIT}. Logins
 * are limited at the first alone, and so show what that costs. The last test stops the second.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterThrottlesIT {

  private static final String OPTION = "--spi-realm-restapi-extension--auth-service--throttle-";
  private static final String PASSWORD = "tr0mb0ne-quartet";
  private static final int REGISTRATIONS = 6;

  /** Counted in blocks of ten. */
  private static final int PASSWORDS = 320;

  private static final int LOGINS = 30;
  private static final int USERS = 8;
  private static final int ROUNDS = 600;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger addresses = new AtomicInteger();

  @AutoClose("shutdownNow")
  private final ExecutorService clients = Executors.newFixedThreadPool(12);

  @AutoClose private Cluster cluster;
  private TimedClient second;

  @BeforeAll
  void start(@TempDir Path directory) {
    List<String> both =
        List.of(
            "--proxy-headers=xforwarded",
            OPTION + "registration=" + REGISTRATIONS + "/hour",
            OPTION + "password=" + PASSWORDS + "/hour");
    List<String> first =
        List.of(OPTION + "token=" + LOGINS + "/hour", OPTION + "token-account=" + LOGINS + "/hour");
    cluster = Cluster.start(directory, Stream.concat(both.stream(), first.stream()).toList(), both);
    second = new TimedClient(cluster.b().baseUrl());
    await()
        .atMost(PATIENCE)
        .until(() -> cluster.database().select("select * from jgroups_ping").size() == 2);
  }

  private KeycloakServer node(int turn) {
    return turn % 2 == 0 ? cluster.a() : cluster.b();
  }

  /** An address from which nobody has sent anything. */
  private String newAddress() {
    int number = addresses.incrementAndGet();
    return "10." + (number >> 16 & 255) + '.' + (number >> 8 & 255) + '.' + (number & 255);
  }

  private HttpResponse<String> send(
      KeycloakServer node,
      String method,
      String path,
      String address,
      String token,
      Map<String, String> body) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder()
              .uri(URI.create(node.baseUrl() + path))
              .timeout(PATIENCE)
              .header("X-Forwarded-For", address)
              .header("X-Forwarded-Proto", "https")
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(json.writeValueAsString(body)));
      if (!token.isEmpty()) {
        request.header("Authorization", "Bearer " + token);
      }
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Counted before it is found to lack everything. */
  private int register(KeycloakServer node, String address) {
    HttpResponse<String> answer = send(node, "POST", "/api/users/", address, "", Map.of());
    if (answer.statusCode() == 429) {
      assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
          .isBetween(1, 3600 / REGISTRATIONS);
    }
    return answer.statusCode();
  }

  private String user(String name) {
    second.newUser(name, PASSWORD, false);
    return name;
  }

  @Test
  @Order(1)
  void aCountHoldsOverBothNodesTogether() {
    String address = newAddress();

    List<Integer> answers =
        IntStream.range(0, 4 * REGISTRATIONS)
            .mapToObj(turn -> register(node(turn), address))
            .toList();

    assertThat(answers.subList(0, REGISTRATIONS)).containsOnly(400);
    assertThat(answers.subList(REGISTRATIONS, answers.size())).containsOnly(429);
  }

  @Test
  @Order(2)
  void aCountHoldsForThoseWhoComeAtOnce() {
    for (int round = 0; round < 20; round++) {
      String address = newAddress();

      List<CompletableFuture<Integer>> answers =
          IntStream.range(0, 4 * REGISTRATIONS)
              .mapToObj(
                  turn ->
                      CompletableFuture.supplyAsync(() -> register(node(turn), address), clients))
              .toList();

      assertThat(answers.stream().map(CompletableFuture::join).filter(status -> status != 429))
          .hasSize(REGISTRATIONS)
          .containsOnly(400);
    }
  }

  @Test
  @Order(3)
  void aHighCountHoldsButForAPartOfABlock() {
    String address = newAddress();
    long id = second.newUser("musician", PASSWORD, false);
    String token = second.login("musician", PASSWORD).access();
    long start = System.nanoTime();

    long letIn =
        IntStream.range(0, PASSWORDS + 40)
            .map(
                turn ->
                    send(
                            node(turn),
                            "PATCH",
                            "/api/users/" + id + "/",
                            address,
                            token,
                            Map.of("password", PASSWORD))
                        .statusCode())
            .filter(status -> status != 429)
            .count();
    long grown = (System.nanoTime() - start) * PASSWORDS / Duration.ofHours(1).toNanos();

    assertThat(letIn)
        .isBetween((long) PASSWORDS - PASSWORDS / SharedLimit.MOST_PLACES, PASSWORDS + grown + 2);
  }

  @Test
  @Order(4)
  void aRequestCostsLittleMoreForBeingCounted() {
    List<String> names =
        IntStream.range(0, USERS).mapToObj(number -> user("user-" + number)).toList();
    String flood = newAddress();
    while (incomplete(cluster.a(), flood) != 429) {
      // until the rate is used up
    }

    Times bare = new Times();
    Times counted = new Times();
    Times refused = new Times();
    Times login = new Times();
    Times countedLogin = new Times();
    inTurns(
        ROUNDS,
        turn -> bare.take(400, () -> incomplete(cluster.b(), newAddress())),
        turn -> counted.take(400, () -> incomplete(cluster.a(), newAddress())),
        turn -> refused.take(429, () -> incomplete(cluster.a(), flood)));
    inTurns(
        USERS * LOGINS,
        turn -> login.take(200, () -> logIn(cluster.b(), names.get(turn % USERS))),
        turn -> countedLogin.take(200, () -> logIn(cluster.a(), names.get(turn % USERS))));

    System.out.printf(
        "rates: /api/token/ without a body: no limit %s, counted %s, refused %s%n"
            + "rates: /api/token/ of users: no limit %s, two limits %s%n",
        bare, counted, refused, login, countedLogin);
  }

  /**
   * Neither refused nor hung up for long, and in no time once it was seen that it does not answer.
   */
  @Test
  @Order(5)
  void countsAloneWhileTheOtherNodeHangs() throws Exception {
    signal("STOP");
    List<Duration> times = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        String address = newAddress();
        long start = System.nanoTime();
        assertThat(register(cluster.a(), address)).isEqualTo(400);
        times.add(Duration.ofNanos(System.nanoTime() - start));
      }
    } finally {
      signal("CONT");
    }

    System.out.printf(
        "rates: a node hangs: the longest of %d answers took %s%n",
        times.size(), Collections.max(times));
    assertThat(times).allMatch(time -> time.compareTo(Duration.ofSeconds(5)) < 0);
    assertThat(times.stream().filter(time -> time.compareTo(Duration.ofMillis(900)) > 0))
        .hasSizeLessThanOrEqualTo(3);
  }

  private void signal(String name) {
    cluster.b().processes().forEach(process -> Signals.send(name, process));
  }

  /** Counted by its address before it is found to lack everything. */
  private int incomplete(KeycloakServer node, String address) {
    return send(node, "POST", "/api/token/", address, "", Map.of()).statusCode();
  }

  private int logIn(KeycloakServer node, String name) {
    return send(
            node,
            "POST",
            "/api/token/",
            newAddress(),
            "",
            Map.of("username", name, "password", PASSWORD))
        .statusCode();
  }

  /** What else the machine does slows all. */
  private static void inTurns(int rounds, IntConsumer... requests) {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < requests.length; i++) {
        requests[(round + i) % requests.length].accept(round);
      }
    }
  }

  /** How long answers took, without the first third, in which a server warms up. */
  private static final class Times {

    private final List<Long> nanos = new ArrayList<>();

    private interface Request {
      int status();
    }

    void take(int expected, Request request) {
      long start = System.nanoTime();
      int status = request.status();
      nanos.add(System.nanoTime() - start);
      assertThat(status).isEqualTo(expected);
    }

    @Override
    public String toString() {
      List<Long> warm = nanos.subList(nanos.size() / 3, nanos.size()).stream().sorted().toList();
      return String.format(
          "p50 %.2f ms, p99 %.2f ms",
          warm.get(warm.size() / 2) / 1e6, warm.get(warm.size() * 99 / 100) / 1e6);
    }
  }
}
