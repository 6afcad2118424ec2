package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.row.RowImport;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.metrics.Meter;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.migration.check.Findings;
import io.authservice.keycloak.migration.check.ImportOptions;
import io.authservice.keycloak.migration.check.OutcomeCounts;
import io.authservice.keycloak.migration.check.Owners;
import io.authservice.keycloak.migration.check.UserCheck;
import io.authservice.keycloak.migration.source.ImportFailedException;
import io.authservice.keycloak.migration.source.SourceRow;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import io.authservice.keycloak.migration.user.NameConflicts;
import io.authservice.keycloak.migration.user.ProfileFindings;
import io.authservice.keycloak.migration.user.UserBatch;
import io.authservice.keycloak.migration.user.UserBatches;
import io.authservice.keycloak.storage.identity.ProfileTexts;
import io.authservice.keycloak.tracing.Step;
import io.authservice.keycloak.tracing.Traced;
import io.authservice.keycloak.tracing.Traces;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The users of an import, gone through twice: to check them all, and to write those that passed.
 */
final class UserImport {

  private final Consumer<Consumer<SourceRow>> source;
  private final ImportOptions options;
  private final RealmTransactions transactions;
  private final RealmTables accounts;
  private final ImportReport report;
  private final Runnable pulse;
  private final Meters meters;
  private final Traces traces;

  /** Those that are left out, by their place in the source. */
  private final BitSet bad = new BitSet();

  /**
   * Reads nothing yet.
   *
   * @param source hands over every row
   */
  UserImport(
      Consumer<Consumer<SourceRow>> source,
      ImportOptions options,
      RealmTransactions transactions,
      RealmTables accounts,
      ImportReport report,
      Runnable pulse,
      Meters meters,
      Traces traces) {
    this.source = source;
    this.options = options;
    this.transactions = transactions;
    this.accounts = accounts;
    this.report = report;
    this.pulse = pulse;
    this.meters = meters;
    this.traces = traces;
  }

  /**
   * Goes through all users and notes which are bad.
   *
   * @param owners takes in those that are not
   */
  void check(UserCheck check, long users, Owners owners) {
    Findings findings = report.findings();
    report.phase("checking", users);
    OutcomeCounts wouldBe = report.users();
    UserBatches portions =
        new UserBatches(
            rows -> {
              look(rows, findings, wouldBe);
              report.progress(rows.size());
            });
    eachUser(
        check,
        unreadable ->
            findings.add(
                unreadable.problem(), unreadable.kind(), unreadable.id(), "", unreadable.detail()),
        (place, checked) -> {
          if (checked.isEmpty()) {
            bad.set(place);
            leaveOut();
          }
          checked.ifPresent(
              user -> {
                owners.add(user.account());
                portions.add(user);
              });
        });
    portions.flush();
  }

  private void look(List<UserRow> rows, Findings findings, OutcomeCounts wouldBe) {
    transactions.in(
        session -> {
          RowImport tables = accounts.in(session);
          UserBatch portion =
              new UserBatch(
                  rows, tables, NameConflicts.of(session, tables, rows), options.existing());
          portion.note(findings);
          new ProfileFindings(ProfileTexts.of(session), findings).note(rows);
          portion.count(wouldBe);
          return true;
        });
  }

  /**
   * Writes those that {@link #check} found good.
   *
   * @param again has seen no user yet, and makes no findings that are told
   */
  void write(UserCheck again, long users) {
    report.startWriting(
        users, (outcome, more) -> meters.count(Meter.IMPORTED_USERS, more, outcome));
    UserWriter writer = new UserWriter(transactions, accounts, options.existing(), report, pulse);
    UserBatches portions =
        new UserBatches(
            rows -> {
              try (Step portion = traces.begin(Traced.IMPORT_PORTION)) {
                writer.write(rows);
                portion.outcome("written");
              }
            });
    eachUser(
        again,
        unreadable -> {},
        (place, checked) -> {
          if (bad.get(place)) {
            leaveOut();
          } else {
            portions.add(checked.orElseThrow(UserImport::changed));
          }
        });
    portions.flush();
  }

  private void leaveOut() {
    report.users().refuse();
    report.progress(1);
  }

  /** A row was good when it was checked: its source is a database in use. */
  private static ImportFailedException changed() {
    return new ImportFailedException(
        "A user was changed while the import ran, and is bad now; start the import again");
  }

  private interface PlacedUser {
    /**
     * @param checked empty if the user is bad
     */
    void take(int place, Optional<UserRow> checked);
  }

  private void eachUser(
      UserCheck check, Consumer<SourceRow.Unreadable> unreadables, PlacedUser users) {
    int[] place = {0};
    source.accept(
        row -> {
          if (row instanceof SourceRow.User user) {
            users.take(place[0]++, check.checked(user));
          } else if (row instanceof SourceRow.Unreadable unreadable) {
            unreadables.accept(unreadable);
            if (unreadable.kind() == Kind.USER) {
              users.take(place[0]++, Optional.empty());
            }
          }
        });
  }
}
