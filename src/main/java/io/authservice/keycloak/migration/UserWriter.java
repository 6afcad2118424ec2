package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.row.RowImport;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.migration.check.ImportOptions;
import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import io.authservice.keycloak.persistence.OwnDatabase;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.failure.StorageFailures;
import io.authservice.keycloak.storage.identity.AccountSecured;
import io.authservice.keycloak.storage.identity.CachedUsers;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Writes portions of users, each in a transaction of its own. */
final class UserWriter {

  private static final Logger LOG = Logger.getLogger(UserWriter.class);

  private final RealmTransactions transactions;
  private final OwnDatabase accounts;
  private final ImportOptions.Existing policy;
  private final ImportReport report;
  private final Runnable pulse;

  UserWriter(
      RealmTransactions transactions,
      OwnDatabase accounts,
      ImportOptions.Existing policy,
      ImportReport report,
      Runnable pulse) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.policy = policy;
    this.report = report;
    this.pulse = pulse;
  }

  /**
   * Writes a portion. One that the database refuses is rolled back, and its users are tried one by
   * one: somebody may have registered under one of their names a moment ago.
   */
  void write(List<UserRow> rows) {
    try {
      writeTogether(rows);
    } catch (RuntimeException failure) {
      requireNoOutage(failure);
      LOG.warnf(
          "A portion of an import was refused; its rows are tried one by one: %s",
          failure.getClass().getName());
      rows.forEach(this::writeAlone);
    }
    report.progress(rows.size());
  }

  private void writeAlone(UserRow row) {
    pulse.run();
    try {
      writeTogether(List.of(row));
    } catch (RuntimeException failure) {
      requireNoOutage(failure);
      LOG.debug("The database refused a row of an import", failure);
      report.users().refuse();
      report
          .findings()
          .add(
              Problem.REFUSED_BY_SERVER,
              Kind.USER,
              row.account().id().toString(),
              row.account().username(),
              "The database refused the row");
    }
  }

  private void writeTogether(List<UserRow> rows) {
    UserBatch written =
        transactions.in(
            session -> {
              RowImport tables = accounts.tables(session);
              UserBatch portion =
                  new UserBatch(rows, tables, NameConflicts.of(session, tables, rows), policy);
              portion.write(tables);
              if (portion.changesUsers()) {
                // Rows were changed past the user model.
                new CachedUsers(session, session.getContext().getRealm()).forgetAll();
                endWhatWasOfBefore(session, portion);
              }
              return portion;
            });
    written.noteErrors(report.findings());
    written.count(report.users());
  }

  /** As when an e-mail or password is changed, or a user deactivated, by any other door. */
  private static void endWhatWasOfBefore(KeycloakSession session, UserBatch portion) {
    RealmModel realm = session.getContext().getRealm();
    RealmAccounts storages = new RealmAccounts(session, realm);
    if (storages.isBridged()) {
      // It is by Django's rows that they log in, until the bridge is taken away.
      return;
    }
    storages.forgetUnboundMarks(portion.newEmails());
    portion
        .secured()
        .forEach(
            (id, cause) ->
                storages
                    .userForChange(id)
                    .ifPresent(
                        user ->
                            session
                                .getKeycloakSessionFactory()
                                .publish(new AccountSecured(session, realm, user, cause))));
  }

  private static void requireNoOutage(RuntimeException failure) {
    if (StorageFailures.isOutage(failure)) {
      throw failure;
    }
  }
}
