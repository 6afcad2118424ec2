package io.authservice.keycloak.token.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.RealmModel;

class LoginTurnsTest {

  private final LoginTurns turns = new LoginTurns();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Semaphore going = new Semaphore(0);

  @AfterEach
  void end() {
    going.release(1000);
    threads.shutdownNow();
  }

  @Test
  void oneAtATimeInTheOrderTheyCame() throws Exception {
    List<Integer> order = new ArrayList<>();
    List<Future<?>> logins = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      logins.add(begin(number % 2 == 0 ? "ada" : "ADA", () -> order.add(number)));
      int waiting = i;
      await().until(() -> going.getQueueLength() == 1 && turns.waiting() == waiting);
    }

    going.release(5);

    for (Future<?> login : logins) {
      login.get();
    }
    assertThat(order).containsExactly(0, 1, 2, 3, 4);
    assertThat(turns.names()).isZero();
  }

  @Test
  void othersDoNotWait() throws Exception {
    Future<?> ada = begin("ada", () -> {});

    assertThat(turns.inTurn(realm("one", true), "grace", () -> "in")).isEqualTo("in");
    assertThat(turns.inTurn(realm("other", true), "ada", () -> "in")).isEqualTo("in");
    assertThat(turns.inTurn(realm("one", false), "ada", () -> "in")).isEqualTo("in");
    going.release();
    ada.get();
  }

  @Test
  void onlySomeWaitForOneName() {
    crowd("ada", LoginTurns.MOST_OF_ONE_NAME + 1);

    assertThatThrownBy(() -> turns.inTurn(realm("one", true), "ada", () -> "in"))
        .isInstanceOf(LoginsBusyException.class);
    assertThat(turns.inTurn(realm("one", true), "grace", () -> "in")).isEqualTo("in");
  }

  @Test
  void onlySomeWaitAtAll() {
    crowd("ada", LoginTurns.MOST_OF_ONE_NAME);
    crowd("grace", LoginTurns.MOST - LoginTurns.MOST_OF_ONE_NAME + 2);

    assertThatThrownBy(() -> turns.inTurn(realm("one", true), "grace", () -> "in"))
        .isInstanceOf(LoginsBusyException.class);
    assertThat(turns.inTurn(realm("one", true), "barbara", () -> "in")).isEqualTo("in");
  }

  @Test
  void whoFailsLetsTheNextOneIn() {
    assertThatThrownBy(
            () ->
                turns.inTurn(
                    realm("one", true),
                    "ada",
                    () -> {
                      throw new IllegalStateException();
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(turns.inTurn(realm("one", true), "ada", () -> "in")).isEqualTo("in");
    assertThat(turns.names()).isZero();
  }

  @Test
  void whoIsToldToStopDoesNotWaitOn() throws Exception {
    Future<?> first = begin("ada", () -> {});
    await().until(() -> going.getQueueLength() == 1);
    ConcurrentLinkedQueue<Throwable> refused = new ConcurrentLinkedQueue<>();
    CountDownLatch ended = new CountDownLatch(1);
    Thread waiting =
        new Thread(
            () -> {
              try {
                turns.inTurn(realm("one", true), "ada", () -> "in");
              } catch (LoginsBusyException e) {
                refused.add(e);
              }
              ended.countDown();
            });
    waiting.start();
    await().until(() -> turns.waiting() == 1);

    waiting.interrupt();
    ended.await();

    assertThat(refused).hasSize(1);
    going.release();
    first.get();
    assertThat(turns.names()).isZero();
  }

  /** One who is at it and as many who wait as make up the number. */
  private void crowd(String name, int number) {
    int before = turns.waiting();
    for (int i = 0; i < number; i++) {
      begin(name, () -> {});
    }
    await().until(() -> turns.waiting() == before + number - 1);
  }

  private Future<?> begin(String name, Runnable login) {
    return threads.submit(
        () ->
            turns.inTurn(
                realm("one", true),
                name,
                () -> {
                  going.acquireUninterruptibly();
                  login.run();
                  return "in";
                }));
  }

  private static RealmModel realm(String id, boolean guarded) {
    return (RealmModel)
        Proxy.newProxyInstance(
            RealmModel.class.getClassLoader(),
            new Class<?>[] {RealmModel.class},
            (proxy, method, arguments) -> method.getName().equals("getId") ? id : guarded);
  }
}
