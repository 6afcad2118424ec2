package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.extra.ExtraValues;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.migration.check.ImportOptions;
import io.authservice.keycloak.migration.check.Owners;
import io.authservice.keycloak.migration.extra.ExtraBatch;
import io.authservice.keycloak.migration.extra.ExtraCounts;
import io.authservice.keycloak.migration.source.ForeignKey;
import io.authservice.keycloak.migration.source.ImportFailedException;
import io.authservice.keycloak.migration.source.MigrationSource;
import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import io.authservice.keycloak.migration.source.UserExtras;
import io.authservice.keycloak.persistence.keycloak.FederatedBelongings;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.identity.CachedUsers;
import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.StorageId;

/** What the users of an import have of what the user model has beyond the fields. */
final class ExtraImport {

  /** As many users as a portion of them has. */
  private static final int PORTION = 500;

  private final MigrationSource source;
  private final ImportOptions options;
  private final Owners owners;
  private final RealmTransactions transactions;
  private final RealmTables accounts;
  private final ImportReport report;
  private final Runnable pulse;

  ExtraImport(
      MigrationSource source,
      ImportOptions options,
      Owners owners,
      RealmTransactions transactions,
      RealmTables accounts,
      ImportReport report,
      Runnable pulse) {
    this.source = source;
    this.options = options;
    this.owners = owners;
    this.transactions = transactions;
    this.accounts = accounts;
    this.report = report;
    this.pulse = pulse;
  }

  /** Counts in a trial what {@link #write} would do; bad values are bad rows, and known. */
  void check(long users) {
    ExtraCounts wouldBe = report.startExtras();
    if (options.dryRun()) {
      report.phase("checking attributes", users);
      read(
          portion ->
              transactions.in(
                  session -> {
                    batch(session, portion, true).count(wouldBe);
                    return true;
                  }));
    }
  }

  void write(long users) {
    ExtraCounts written = report.startExtras();
    report.phase("writing attributes", users);
    PortionWriter<UserExtras> portions =
        new PortionWriter<>(
            portion -> transactions.in(session -> written(session, portion)).count(written),
            refused -> refuse(refused, written),
            pulse);
    read(portions::write);
  }

  private ExtraBatch written(KeycloakSession session, List<UserExtras> portion) {
    ExtraBatch batch = batch(session, portion, false);
    if (batch.changesAnything()) {
      batch.write();
      // Attributes are cached with their users.
      new CachedUsers(session, session.getContext().getRealm()).forgetAll();
    }
    return batch;
  }

  private ExtraBatch batch(KeycloakSession session, List<UserExtras> portion, boolean trial) {
    RealmModel realm = session.getContext().getRealm();
    RealmAccounts storages = new RealmAccounts(session, realm);
    Set<UserId> ids = portion.stream().map(UserExtras::userId).collect(Collectors.toSet());
    Map<UserId, Account> there =
        accounts.in(session).accounts(ids).stream()
            .filter(owners::isOf)
            .collect(Collectors.toMap(Account::id, Function.identity()));
    if (!trial) {
      storages.settle(
          portion.stream()
              .filter(next -> !next.values().equals(ExtraValues.NONE))
              .map(next -> there.get(next.userId()))
              .filter(Objects::nonNull)
              .toList());
    }
    String storageId =
        storages
            .keycloakId(UserId.of(1))
            .map(StorageId::providerId)
            .orElseThrow(
                () ->
                    new ImportFailedException(
                        "The realm has no storage of users, for whom to keep attributes"));
    return new ExtraBatch(
        portion,
        source.outline().attributes(),
        new ExtraBatch.Stored(
            there,
            owners,
            id -> KeycloakUserIds.keycloakId(storageId, id),
            new FederatedRows(session, realm.getId()),
            new FederatedBelongings(session, realm.getId())),
        options.existing(),
        trial);
  }

  private void refuse(UserExtras refused, ExtraCounts counts) {
    counts.refuse();
    report
        .findings()
        .add(
            Problem.REFUSED_BY_SERVER,
            Kind.USER,
            refused.userId().toString(),
            "",
            "The database refused the user's attributes");
  }

  /** Those of users who passed the check. */
  private void read(Consumer<List<UserExtras>> handling) {
    List<UserExtras> gathered = new ArrayList<>(PORTION);
    source.readExtras(
        next -> {
          report.progress(1);
          if (isOwned(next)) {
            gathered.add(next);
          }
          if (gathered.size() == PORTION) {
            handling.accept(List.copyOf(gathered));
            gathered.clear();
            pulse.run();
          }
        },
        pulse);
    if (!gathered.isEmpty()) {
      handling.accept(List.copyOf(gathered));
    }
  }

  private boolean isOwned(UserExtras next) {
    return owners.find(ForeignKey.to(next.userId())).isPresent()
        && next.row().map(owners::isOf).orElse(true);
  }
}
