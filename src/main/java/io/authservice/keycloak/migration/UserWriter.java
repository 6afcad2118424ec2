package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.AccountTables;
import io.authservice.keycloak.account.UserRow;
import io.authservice.keycloak.migration.SourceRow.Kind;
import io.authservice.keycloak.persistence.AccountsSource;
import io.authservice.keycloak.storage.AccountSecured;
import io.authservice.keycloak.storage.AccountStorages;
import io.authservice.keycloak.storage.Availability;
import io.authservice.keycloak.storage.CachedUsers;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Writes portions of users, each in a transaction of its own. */
final class UserWriter {

  private static final Logger LOG = Logger.getLogger(UserWriter.class);

  private final Transactions transactions;
  private final AccountsSource accounts;
  private final ImportOptions.Existing policy;
  private final ImportReport report;
  private final Runnable pulse;

  UserWriter(
      Transactions transactions,
      AccountsSource accounts,
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
              Long.toString(row.account().id()),
              row.account().username(),
              "The database refused the row");
    }
  }

  private void writeTogether(List<UserRow> rows) {
    UserPortion written =
        transactions.in(
            session -> {
              AccountTables tables = accounts.tables(session);
              UserPortion portion =
                  new UserPortion(rows, tables, Neighbours.of(session, tables, rows), policy);
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
  private static void endWhatWasOfBefore(KeycloakSession session, UserPortion portion) {
    RealmModel realm = session.getContext().getRealm();
    AccountStorages storages = new AccountStorages(session, realm);
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
    if (Availability.isOutage(failure)) {
      throw failure;
    }
  }
}
