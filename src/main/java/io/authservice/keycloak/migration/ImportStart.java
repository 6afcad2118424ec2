package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.row.RowImport;
import io.authservice.keycloak.migration.check.GroupCatalog;
import io.authservice.keycloak.migration.check.UserCheck;
import io.authservice.keycloak.migration.source.ImportFailedException;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.identity.CachedUsers;

/** What is settled once an import is found good, before its first user is written. */
final class ImportStart {

  private final RealmTransactions transactions;
  private final RealmTables accounts;

  ImportStart(RealmTransactions transactions, RealmTables accounts) {
    this.transactions = transactions;
    this.accounts = accounts;
  }

  /**
   * Takes hold of the tables, and writes all but the users.
   *
   * @param check has seen every user
   * @throws ImportFailedException if the tables cannot be the realm's
   */
  void settle(GroupCatalog catalog, UserCheck check) {
    requireTablesOfItsOwn();
    settleIds(check);
    reserveIds(catalog, check.highestId());
    writeCatalog(catalog);
  }

  /** Another realm may have begun since the import was asked for. */
  private void requireTablesOfItsOwn() {
    boolean taken =
        transactions.in(
            session ->
                new RealmAccounts(session, session.getContext().getRealm())
                    .anotherRealmHasTheTables());
    if (taken) {
      throw new ImportFailedException(
          "Another realm of this server keeps its users in these tables, or imports them");
    }
  }

  /** Twice, lest somebody registered under the old kind meanwhile. */
  private void settleIds(UserCheck check) {
    check
        .kind()
        .ifPresent(
            kind -> {
              for (int i = 0; i < 2; i++) {
                transactions.in(
                    session -> {
                      accounts.settleIds(session, kind);
                      return true;
                    });
              }
            });
  }

  /** Before the rows: a user who registers meanwhile must not be given one of their ids. */
  private void reserveIds(GroupCatalog catalog, long highestId) {
    transactions.in(
        session -> {
          catalog.reserveIds(accounts.in(session));
          if (highestId > 0) {
            accounts.in(session).reserveIds(RowImport.Table.USERS, highestId);
          }
          return true;
        });
  }

  private void writeCatalog(GroupCatalog catalog) {
    transactions.in(
        session -> {
          catalog.write(accounts.in(session));
          if (catalog.changesGroups()) {
            new CachedUsers(session, session.getContext().getRealm()).forgetAll();
          }
          return true;
        });
  }
}
