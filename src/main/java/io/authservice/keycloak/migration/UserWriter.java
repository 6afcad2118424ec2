package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.row.RowImport;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.migration.check.ImportOptions;
import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import io.authservice.keycloak.migration.user.NameConflicts;
import io.authservice.keycloak.migration.user.UserBatch;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.identity.AccountSecured;
import io.authservice.keycloak.storage.identity.CachedUsers;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Writes portions of users, each in a transaction of its own. */
final class UserWriter {

  private final RealmTransactions transactions;
  private final RealmTables accounts;
  private final ImportOptions.Existing policy;
  private final ImportReport report;
  private final PortionWriter<UserRow> portions;

  UserWriter(
      RealmTransactions transactions,
      RealmTables accounts,
      ImportOptions.Existing policy,
      ImportReport report,
      Runnable pulse) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.policy = policy;
    this.report = report;
    this.portions = new PortionWriter<>(this::writeTogether, this::refuse, pulse);
  }

  void write(List<UserRow> rows) {
    portions.write(rows);
    report.progress(rows.size());
  }

  private void refuse(UserRow row) {
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

  private void writeTogether(List<UserRow> rows) {
    UserBatch written =
        transactions.in(
            session -> {
              RowImport tables = accounts.in(session);
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
}
