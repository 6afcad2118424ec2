package io.authservice.keycloak.migration;

import static io.authservice.keycloak.logging.MigrationLog.LOG;

import io.authservice.keycloak.migration.source.ImportFailedException;
import io.authservice.keycloak.migration.source.MigrationSource;
import io.authservice.keycloak.storage.failure.StorageFailures;
import io.authservice.keycloak.tracing.Step;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs an import on a thread of its own and sees to it that its end is known. */
final class ImportRunner implements Runnable {

  private static final int ATTEMPTS = 10;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);

  private final MigrationSource source;
  private final ImportJob job;
  private final ImportReport report;
  private final ImportHeartbeat pulse;
  private final ImportEvent event;
  private final RealmTransactions transactions;
  private final Supplier<Step> beginning;

  ImportRunner(
      MigrationSource source,
      ImportJob job,
      ImportReport report,
      ImportHeartbeat pulse,
      ImportEvent event,
      RealmTransactions transactions,
      Supplier<Step> beginning) {
    this.source = source;
    this.job = job;
    this.report = report;
    this.pulse = pulse;
    this.event = event;
    this.transactions = transactions;
    this.beginning = beginning;
  }

  @Override
  public void run() {
    try (Step step = beginning.get()) {
      step.outcome(toTheEnd());
    }
  }

  /** What became of it. */
  private String toTheEnd() {
    try (source) {
      return end(job.run() ? "finished" : "refused", null);
    } catch (ImportHeartbeat.EndedException ended) {
      return end("cancelled", null);
    } catch (ImportFailedException failed) {
      return end("failed", failed.getMessage());
    } catch (RuntimeException failure) {
      if (StorageFailures.isOutage(failure)) {
        LOG.endedInAnOutage(failure);
        return end("failed", "The database does not answer. Start the import again to go on.");
      } else {
        LOG.failed(failure);
        return end("failed", "The import failed; the server's log tells why.");
      }
    }
  }

  private String end(String state, @Nullable String failure) {
    report.finish(failure);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        pulse.end(state);
        transactions.in(session -> event.record(session, state, report.countsJson()));
        LOG.ended(state);
        return state;
      } catch (RuntimeException failed) {
        LOG.endNotNoted(attempt, failed);
        pause();
      }
    }
    return state;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
