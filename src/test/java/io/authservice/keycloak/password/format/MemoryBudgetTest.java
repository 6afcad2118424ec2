package io.authservice.keycloak.password.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

  private static final int TASKS = 40;

  @Test
  void neverHandsOutMoreThanThereIsAndLetsAsManyRunAsFit() throws Exception {
    MemoryBudget budget = new MemoryBudget(100);
    AtomicInteger inUse = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(TASKS);
    try {
      List<Future<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        tasks.add(
            threads.submit(
                () ->
                    budget.within(
                        30,
                        () -> {
                          most.accumulateAndGet(inUse.addAndGet(30), Math::max);
                          pause();
                          return inUse.addAndGet(-30);
                        })));
      }
      for (Future<Integer> task : tasks) {
        task.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(most).hasValue(90);
  }

  @Test
  void whatNeedsMoreThanThereIsRunsAlone() {
    assertThat(new MemoryBudget(100).<String>within(101, () -> "done")).isEqualTo("done");
  }

  @Test
  void whatFailsGivesItsShareBack() {
    MemoryBudget budget = new MemoryBudget(100);
    for (int i = 0; i < 3; i++) {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  budget.within(
                      60,
                      () -> {
                        throw new IllegalStateException();
                      }));
    }
    assertThat(budget.<String>within(100, () -> "done")).isEqualTo("done");
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
