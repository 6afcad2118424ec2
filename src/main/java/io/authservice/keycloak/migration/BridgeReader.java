package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.AccountExport;
import io.authservice.keycloak.account.ApplicationRow;
import io.authservice.keycloak.account.ContentTypeRow;
import io.authservice.keycloak.account.GroupRow;
import io.authservice.keycloak.account.PermissionRow;
import io.authservice.keycloak.account.UserRow;
import io.authservice.keycloak.persistence.DatabaseRefusedException;
import io.authservice.keycloak.storage.AccountStorages;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A realm's bridged database, each read in a transaction of its own: an import takes longer than a
 * transaction may.
 */
final class BridgeReader implements AccountExport {

  private final Transactions transactions;

  BridgeReader(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<ContentTypeRow> contentTypes() {
    return read(AccountExport::contentTypes);
  }

  @Override
  public List<PermissionRow> permissions() {
    return read(AccountExport::permissions);
  }

  @Override
  public List<GroupRow> groups() {
    return read(AccountExport::groups);
  }

  @Override
  public List<UserRow> users(long afterId, int max) {
    return read(export -> export.users(afterId, max));
  }

  @Override
  public List<ApplicationRow> applications() {
    return read(AccountExport::applications);
  }

  private <T> T read(Function<AccountExport, T> work) {
    try {
      return transactions.in(
          session ->
              new AccountStorages(session, session.getContext().getRealm())
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
