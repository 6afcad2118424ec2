package io.authservice.keycloak.migration;

import static io.authservice.keycloak.logging.MigrationLog.LOG;

import io.authservice.keycloak.storage.failure.StorageFailures;
import java.util.List;
import java.util.function.Consumer;

/** Writes portions of rows, each in a transaction of its own. */
final class PortionWriter<T> {

  private final Consumer<List<T>> writing;
  private final Consumer<T> refusal;
  private final Runnable pulse;

  /**
   * Writes nothing yet.
   *
   * @param writing of a whole portion, or not at all
   * @param refusal notes a row that is refused on its own
   */
  PortionWriter(Consumer<List<T>> writing, Consumer<T> refusal, Runnable pulse) {
    this.writing = writing;
    this.refusal = refusal;
    this.pulse = pulse;
  }

  /**
   * Writes a portion. One that the database refuses is rolled back, and its rows are tried one by
   * one: somebody may have written one of them a moment ago.
   */
  void write(List<T> rows) {
    try {
      writing.accept(rows);
    } catch (RuntimeException failure) {
      requireNoOutage(failure);
      LOG.portionRefused(failure.getClass().getName());
      rows.forEach(this::writeAlone);
    }
  }

  private void writeAlone(T row) {
    pulse.run();
    try {
      writing.accept(List.of(row));
    } catch (RuntimeException failure) {
      requireNoOutage(failure);
      LOG.rowRefused(failure);
      refusal.accept(row);
    }
  }

  private static void requireNoOutage(RuntimeException failure) {
    if (StorageFailures.isOutage(failure)) {
      throw failure;
    }
  }
}
