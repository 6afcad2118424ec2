package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.issued.IssuedTokenImport;
import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.account.row.RowImport;
import io.authservice.keycloak.migration.source.ImportFailedException;
import io.authservice.keycloak.persistence.OwnDatabase;
import io.authservice.keycloak.persistence.own.OwnTables;
import io.authservice.keycloak.storage.RealmAccounts;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** The tables in Keycloak's own database that the realm of a session keeps its users in. */
final class RealmTables {

  private final OwnDatabase database;

  RealmTables(OwnDatabase database) {
    this.database = database;
  }

  /** For rows by the hundred. */
  RowImport in(KeycloakSession session) {
    database.readyForMany(session);
    return database.tables(session, accounts(session).ownTables());
  }

  IssuedTokenImport tokens(KeycloakSession session) {
    return database.movedTokens(session, session.getContext().getRealm().getId());
  }

  /** What the ids of the realm's users are; empty if there are none yet. */
  Optional<UserIdKind> settledIds(KeycloakSession session) {
    return Optional.of(accounts(session).ownTables())
        .filter(tables -> database.hasUsers(session, tables))
        .map(OwnTables::kind);
  }

  /**
   * Has the realm keep users with ids of a kind from now on.
   *
   * @throws ImportFailedException if it has users with others
   */
  void settleIds(KeycloakSession session, UserIdKind kind) {
    OwnTables tables = accounts(session).ownTables();
    for (UserIdKind other : UserIdKind.values()) {
      if (other != kind && database.hasUsers(session, tables.of(other))) {
        throw new ImportFailedException(
            "Users of this realm whose ids are "
                + other.plural()
                + " were added while the import ran; start it again");
      }
    }
    accounts(session).keepOwnIds(kind);
  }

  private static RealmAccounts accounts(KeycloakSession session) {
    return new RealmAccounts(session, session.getContext().getRealm());
  }
}
