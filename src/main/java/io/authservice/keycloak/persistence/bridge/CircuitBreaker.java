package io.authservice.keycloak.persistence.bridge;

import static io.authservice.keycloak.logging.DatabaseLog.LOG;

import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps requests from queueing up for a database that has just not answered: each would hold one of
 * the server's threads for the length of a time-out, until there were none left for other users.
 * During an outage one request a second may try.
 */
final class CircuitBreaker {

  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final String componentId;
  private final LongSupplier nanoTime;
  private final AtomicBoolean outage = new AtomicBoolean();
  private final AtomicLong lastTry = new AtomicLong();

  /**
   * A guard that lets everybody through.
   *
   * @param componentId for the log
   * @param nanoTime as {@link System#nanoTime}
   */
  CircuitBreaker(String componentId, LongSupplier nanoTime) {
    this.componentId = componentId;
    this.nanoTime = nanoTime;
  }

  /**
   * Asked before the database is.
   *
   * @throws AccountsUnavailableException if it did not answer a moment ago
   */
  void requireMayTry() {
    if (!outage.get()) {
      return;
    }
    long now = nanoTime.getAsLong();
    long last = lastTry.get();
    if (now - last < PAUSE || !lastTry.compareAndSet(last, now)) {
      throw new AccountsUnavailableException("The accounts were unavailable a moment ago");
    }
  }

  /** Told when the database did not answer. */
  void failed(AccountsUnavailableException failure) {
    lastTry.set(nanoTime.getAsLong());
    if (outage.compareAndSet(false, true)) {
      LOG.doesNotAnswer(componentId, DatabaseFailures.reason(failure));
    }
  }

  /** Told when it did. */
  void answered() {
    if (outage.compareAndSet(true, false)) {
      LOG.answersAgain(componentId);
    }
  }
}
