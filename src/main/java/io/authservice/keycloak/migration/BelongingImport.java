package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.migration.belonging.BelongingBatch;
import io.authservice.keycloak.migration.belonging.BelongingCheck;
import io.authservice.keycloak.migration.belonging.BelongingCounts;
import io.authservice.keycloak.migration.belonging.Moved;
import io.authservice.keycloak.migration.belonging.Providers;
import io.authservice.keycloak.migration.check.Findings;
import io.authservice.keycloak.migration.check.ImportOptions;
import io.authservice.keycloak.migration.check.Owners;
import io.authservice.keycloak.migration.source.ImportFailedException;
import io.authservice.keycloak.migration.source.MigrationSource;
import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.persistence.keycloak.FederatedBelongings;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.identity.CachedUsers;
import io.authservice.keycloak.storage.identity.KeycloakUserIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.StorageId;

/** What the users of an import have beside their rows: checked all at once, written in portions. */
final class BelongingImport {

  /** They are small, and each portion reads what is there in a handful of statements. */
  private static final int PORTION = 1000;

  private final MigrationSource source;
  private final ImportOptions options;
  private final Owners owners;
  private final RealmTransactions transactions;
  private final RealmTables accounts;
  private final ImportReport report;
  private final Runnable pulse;
  private final Realm realm;

  BelongingImport(
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
    this.realm = transactions.in(session -> Realm.of(session, options.identityProviders()));
  }

  /** What is asked of the realm once. */
  private record Realm(String id, Optional<String> storageId, int otpWindow, Providers providers) {

    static Realm of(KeycloakSession session, Map<String, String> renamed) {
      RealmModel realm = session.getContext().getRealm();
      Set<String> aliases =
          session
              .identityProviders()
              .getAllStream(IdentityProviderQuery.userAuthentication())
              .map(IdentityProviderModel::getAlias)
              .collect(Collectors.toSet());
      return new Realm(
          realm.getId(),
          new RealmAccounts(session, realm).keycloakId(UserId.of(1)).map(StorageId::providerId),
          realm.getOTPPolicy().getLookAheadWindow(),
          new Providers(renamed, aliases));
    }

    String keycloakId(UserId userId) {
      return KeycloakUserIds.keycloakId(
          storageId.orElseThrow(
              () ->
                  new ImportFailedException(
                      "The realm has no storage of users, for whom to keep second factors, links"
                          + " and addresses")),
          userId);
    }
  }

  /**
   * Notes what is wrong with rows, and in a trial what is there already.
   *
   * @param rows how many there are, as far as that is known
   */
  void check(long rows) {
    BelongingCounts wouldBe = report.startBelongings();
    report.phase("checking belongings", rows);
    read(
        report.findings(),
        wouldBe,
        portion -> {
          if (options.dryRun()) {
            told(transactions.in(session -> tried(session, portion)), wouldBe);
          }
        });
  }

  private BelongingBatch tried(KeycloakSession session, List<Moved> portion) {
    accounts.in(session);
    return batch(session, portion, userId -> true);
  }

  void write(long rows) {
    BelongingCounts written = report.startBelongings();
    report.phase("writing belongings", rows);
    PortionWriter<Moved> portions =
        new PortionWriter<>(
            portion -> told(writeTogether(portion), written),
            moved -> refuse(moved, written),
            pulse);
    // Its findings were made by the first check already.
    read(new Findings(), written, portions::write);
  }

  private BelongingBatch writeTogether(List<Moved> portion) {
    return transactions.in(
        session -> {
          Map<UserId, Account> theirs =
              accounts.in(session).accounts(userIds(portion)).stream()
                  .filter(owners::isOf)
                  .collect(Collectors.toMap(Account::id, Function.identity()));
          RealmModel current = session.getContext().getRealm();
          new RealmAccounts(session, current).settle(theirs.values());
          BelongingBatch batch = batch(session, portion, theirs::containsKey);
          if (batch.changesAnything()) {
            batch.write();
            // Factors and links are cached with their users.
            new CachedUsers(session, current).forgetAll();
          }
          return batch;
        });
  }

  private static Set<UserId> userIds(List<Moved> portion) {
    return portion.stream().map(Moved::userId).collect(Collectors.toSet());
  }

  private BelongingBatch batch(
      KeycloakSession session, List<Moved> portion, Predicate<UserId> isThere) {
    return new BelongingBatch(
        portion,
        new FederatedBelongings(session, realm.id()),
        new FederatedRows(session, realm.id()),
        options.existing(),
        realm::keycloakId,
        isThere);
  }

  private void told(BelongingBatch batch, BelongingCounts counts) {
    batch.note(report.findings());
    batch.count(counts);
  }

  private void refuse(Moved moved, BelongingCounts counts) {
    counts.refuse(moved);
    report
        .findings()
        .add(
            Problem.REFUSED_BY_SERVER,
            moved.model(),
            moved.rowId(),
            "",
            "The database refused the row");
  }

  private void read(Findings findings, BelongingCounts counts, Consumer<List<Moved>> handling) {
    BelongingCheck check =
        new BelongingCheck(
            owners, realm.providers(), realm.id(), realm.otpWindow(), findings, counts);
    List<Moved> gathered = new ArrayList<>(PORTION);
    Consumer<Moved> gathering =
        moved -> {
          gathered.add(moved);
          if (gathered.size() == PORTION) {
            handling.accept(List.copyOf(gathered));
            gathered.clear();
            pulse.run();
          }
        };
    source.readBelongings(
        row -> {
          check.checked(row).ifPresent(gathering);
          report.progress(1);
        },
        pulse);
    check.rest(gathering);
    if (!gathered.isEmpty()) {
      handling.accept(List.copyOf(gathered));
    }
  }
}
