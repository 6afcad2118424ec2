package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.extra.ExtraOutline;
import io.authservice.keycloak.account.extra.ExtraValues;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.issued.IssuedToken;
import io.authservice.keycloak.account.issued.IssuedTokenRow;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.ApplicationRow;
import io.authservice.keycloak.account.row.BelongingRow;
import io.authservice.keycloak.account.row.BelongingTable;
import io.authservice.keycloak.account.row.ContentTypeRow;
import io.authservice.keycloak.account.row.PermissionRow;
import io.authservice.keycloak.account.row.RowExport;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.migration.source.ImportFailedException;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.storage.RealmAccounts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A realm's bridged database, each read in a transaction of its own: an import takes longer than a
 * transaction may.
 */
final class BridgeExport implements RowExport {

  private final RealmTransactions transactions;

  BridgeExport(RealmTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<ContentTypeRow> contentTypes() {
    return read(RowExport::contentTypes);
  }

  @Override
  public List<PermissionRow> permissions() {
    return read(RowExport::permissions);
  }

  @Override
  public List<GroupRow> groups() {
    return read(RowExport::groups);
  }

  @Override
  public List<UserRow> users(Optional<UserId> after, int max) {
    return read(export -> export.users(after, max));
  }

  @Override
  public List<ApplicationRow> applications() {
    return read(RowExport::applications);
  }

  @Override
  public List<IssuedTokenRow> tokens(IssuedToken.Kind kind, String afterPlace, int max) {
    return read(export -> export.tokens(kind, afterPlace, max));
  }

  @Override
  public Set<BelongingTable> belongingTables() {
    return read(RowExport::belongingTables);
  }

  @Override
  public List<BelongingRow> belongings(
      BelongingTable table, Optional<UserId> afterId, UserId lastId) {
    return read(export -> export.belongings(table, afterId, lastId));
  }

  @Override
  public ExtraOutline outline() {
    return read(RowExport::outline);
  }

  @Override
  public Map<UserId, Set<String>> memberships(Collection<UserId> ids) {
    return read(export -> export.memberships(ids));
  }

  @Override
  public Map<UserId, ExtraValues> extras(Collection<UserId> ids) {
    return read(export -> export.extras(ids));
  }

  private <T> T read(Function<RowExport, T> work) {
    try {
      return transactions.in(
          session ->
              new RealmAccounts(session, session.getContext().getRealm())
                  .export()
                  .map(work)
                  .orElseThrow(
                      () ->
                          new ImportFailedException(
                              "The realm's users are no longer kept in a Django database")));
    } catch (DatabaseRefusedException refused) {
      throw new ImportFailedException(Objects.requireNonNull(refused.getMessage()));
    }
  }
}
