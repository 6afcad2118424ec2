package io.authservice.keycloak.api.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.restassured.http.ContentType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many registrations of one name at one moment. */
@Tag("contract")
@WithTestServer
class RegistrationRaceIT {
  private static final int RUNNERS = 20;

  private final Api api;

  RegistrationRaceIT(TestServer server) {
    api = new Api(server);
  }

  @Test
  void oneOfManyWinsAName() throws Exception {
    String name = Api.newName();
    int before = id(Api.newName());

    assertOneWins(race(runner -> name));
    assertThat(users(name)).hasSize(1);
    assertThat(id(Api.newName()) - before).isLessThanOrEqualTo(RUNNERS + 1);
  }

  @Test
  void namesThatDifferInCaseAreOneName() throws Exception {
    String name = Api.newName();

    assertOneWins(race(runner -> runner % 2 == 0 ? name : name.toUpperCase(Locale.ROOT)));
    assertThat(users(name)).hasSize(1);
  }

  @Test
  void namesThatDifferAllWin() throws Exception {
    String name = Api.newName();

    assertThat(race(runner -> name + runner)).containsOnly(201);
    assertThat(users(name)).hasSize(RUNNERS);
  }

  private static void assertOneWins(List<Integer> statuses) {
    assertThat(statuses).containsOnly(201, 400);
    assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
  }

  /** Of a user made now. */
  private int id(String name) {
    return api.anonymous()
        .contentType(ContentType.JSON)
        .body(Api.form(name))
        .post("/api/users/")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private List<String> users(String name) {
    return api
        .asSuperuser()
        .get("/api/users/")
        .jsonPath()
        .getList("username", String.class)
        .stream()
        .filter(found -> found.toLowerCase(Locale.ROOT).startsWith(name))
        .toList();
  }

  private List<Integer> race(IntFunction<String> names)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(RUNNERS);
    ExecutorService runners = Executors.newFixedThreadPool(RUNNERS);
    try {
      List<Callable<Integer>> registrations =
          IntStream.range(0, RUNNERS)
              .mapToObj(runner -> registration(start, names.apply(runner)))
              .toList();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> status : runners.invokeAll(registrations)) {
        statuses.add(status.get());
      }
      return statuses;
    } finally {
      runners.shutdownNow();
    }
  }

  private Callable<Integer> registration(CyclicBarrier start, String name) {
    return () -> {
      start.await();
      return api.anonymous()
          .contentType(ContentType.JSON)
          .body(Api.form(name))
          .post("/api/users/")
          .statusCode();
    };
  }
}
