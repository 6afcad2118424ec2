package io.authservice.keycloak.migration;

import io.authservice.keycloak.persistence.ImportLog;
import java.time.Clock;

/** Tells every node once a second that an import lives and how far it is. */
final class ImportHeartbeat implements Runnable {

  private static final int A_SECOND = 1000;

  private final String id;
  private final RealmTransactions transactions;
  private final ImportReport report;
  private final Clock clock;
  private long last;

  ImportHeartbeat(String id, RealmTransactions transactions, ImportReport report, Clock clock) {
    this.id = id;
    this.transactions = transactions;
    this.report = report;
    this.clock = clock;
  }

  /** The import was cancelled, or given up for dead: another may be running by now. */
  static final class EndedException extends RuntimeException {

    private EndedException() {
      super("The import is to end", null, false, false);
    }
  }

  /**
   * Gives a sign if it is time to.
   *
   * @throws EndedException if the import is not to go on
   */
  @Override
  public void run() {
    long now = clock.millis();
    if (now - last < A_SECOND) {
      return;
    }
    last = now;
    boolean goesOn =
        transactions.in(session -> new ImportLog(session).beat(id, now, report.json()));
    if (!goesOn) {
      throw new EndedException();
    }
  }

  /** Gives the last sign. */
  void end(String state) {
    transactions.in(
        session -> {
          new ImportLog(session).end(id, state, clock.millis(), report.json());
          return true;
        });
  }
}
