package io.authservice.keycloak.storage.health;

import static io.authservice.keycloak.logging.DatabaseLog.LOG;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * What is known of the server's Django databases. Whoever asks sets off a look at them, one at a
 * time, and waits for it a moment only: a database that hangs must not keep a load balancer
 * waiting.
 */
public final class DatabaseHealth {

  /** Longer than a look takes of some dozens of databases that all let one wait. */
  private static final Duration VALIDITY = Duration.ofMinutes(2);

  private final Supplier<List<DatabaseState>> look;
  private final Executor executor;
  private final Duration patience;
  private final Duration validity;
  private List<DatabaseState> known = List.of();
  private long lookedAt;
  private @Nullable CompletableFuture<Void> underWay;

  /**
   * Nothing is known yet.
   *
   * @param patience with a look that is under way
   * @param validity of what a look found: if none has succeeded for so long, no database is told to
   *     answer
   */
  DatabaseHealth(
      Supplier<List<DatabaseState>> look, Executor executor, Duration patience, Duration validity) {
    this.look = look;
    this.executor = executor;
    this.patience = patience;
    this.validity = validity;
  }

  public static DatabaseHealth of(KeycloakSessionFactory factory, DatabaseProbe round) {
    return new DatabaseHealth(
        round, threads(factory, "auth-service-health"), Duration.ofMillis(500), VALIDITY);
  }

  /** Threads of Keycloak's for a kind of task: four, unless the server is told otherwise. */
  static Executor threads(KeycloakSessionFactory factory, String kind) {
    return task -> {
      try (KeycloakSession session = factory.create()) {
        session.getProvider(ExecutorsProvider.class).getExecutor(kind).execute(task);
      }
    };
  }

  /** The state of each database; empty while nothing is known. */
  public List<DatabaseState> states() {
    try {
      looking().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      LOG.probeLate();
    } catch (ExecutionException failure) {
      LOG.probeFailed(failure);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return known();
  }

  private synchronized CompletableFuture<Void> looking() {
    CompletableFuture<Void> current = underWay;
    if (current == null || current.isDone()) {
      current = CompletableFuture.supplyAsync(look, executor).thenAccept(this::note);
      underWay = current;
    }
    return current;
  }

  private synchronized void note(List<DatabaseState> found) {
    known = List.copyOf(found);
    lookedAt = System.nanoTime();
  }

  private synchronized List<DatabaseState> known() {
    boolean valid = System.nanoTime() - lookedAt <= validity.toNanos();
    return valid ? known : known.stream().map(DatabaseState::unanswered).toList();
  }
}
