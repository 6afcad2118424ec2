package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.account.row.RowImport;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.metrics.Meter;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.migration.check.ClientPlan;
import io.authservice.keycloak.migration.check.Findings;
import io.authservice.keycloak.migration.check.GroupCatalog;
import io.authservice.keycloak.migration.check.ImportOptions;
import io.authservice.keycloak.migration.check.OutcomeCounts;
import io.authservice.keycloak.migration.check.Owners;
import io.authservice.keycloak.migration.check.SmallTables;
import io.authservice.keycloak.migration.check.TokenPlan;
import io.authservice.keycloak.migration.check.UserCheck;
import io.authservice.keycloak.migration.source.ImportFailedException;
import io.authservice.keycloak.migration.source.MigrationSource;
import io.authservice.keycloak.migration.source.SourceRow;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.identity.CachedUsers;
import io.authservice.keycloak.storage.identity.ProfileTexts;
import io.authservice.keycloak.tracing.Step;
import io.authservice.keycloak.tracing.Traced;
import io.authservice.keycloak.tracing.Traces;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;
import org.keycloak.models.KeycloakSession;

/**
 * One import, from the first look at its source to its last row.
 *
 * <p>First everything is checked and nothing written. Then users are written in portions, each in a
 * transaction of its own: what was committed stays when the server dies, and the next import of the
 * same source finds it unchanged and goes on behind it.
 */
final class ImportJob {

  private final MigrationSource source;
  private final ImportOptions options;
  private final DjangoPasswords passwords;
  private final RealmTransactions transactions;
  private final RealmTables accounts;
  private final ImportReport report;
  private final Runnable pulse;
  private final Meters meters;
  private final Traces traces;

  /**
   * Readies an import.
   *
   * @param pulse called often; throws what ends the import if it is not to go on
   */
  ImportJob(
      MigrationSource source,
      ImportOptions options,
      DjangoPasswords passwords,
      RealmTransactions transactions,
      RealmTables accounts,
      ImportReport report,
      Runnable pulse,
      Meters meters,
      Traces traces) {
    this.source = source;
    this.options = options;
    this.passwords = passwords;
    this.transactions = transactions;
    this.accounts = accounts;
    this.report = report;
    this.pulse = pulse;
    this.meters = meters;
    this.traces = traces;
  }

  /**
   * Does it.
   *
   * @return whether it went through; false if the source has bad rows and is refused for them
   */
  boolean run() {
    Findings findings = report.findings();
    SmallTables small = new SmallTables();
    Instant now = Instant.now();
    TokenPlan plan = new TokenPlan(now);
    readSource(
        row -> {
          small.take(row);
          plan.look(row);
        });
    report.ignored(small.foreign());
    if (options.source() == ImportOptions.Source.DUMP) {
      small.requireSomething(options.userModels());
    }
    GroupCatalog catalog =
        transactions.in(session -> new GroupCatalog(tables(session), options.existing(), findings));
    catalog.take(small);
    report.catalog(catalog.asJson());
    BitSet bad = new BitSet();
    Owners owners = new Owners();
    Optional<UserIdKind> settled = transactions.in(accounts::settledIds);
    UserCheck check = userCheck(catalog, settled, findings);
    check(check, small.users(), bad, owners);
    Optional<BelongingImport> belongings = belongings(small, owners);
    belongings.ifPresent(theirs -> theirs.check(small.belongings()));
    ApplicationImport applications =
        new ApplicationImport(
            new ClientPlan(passwords, options.accessTokenLifespan(), findings),
            transactions,
            report,
            pulse);
    applications.check(small.applications());
    TokenImport tokens =
        new TokenImport(source, plan, options.tokenKinds(), transactions, accounts, report, pulse);
    boolean refused = findings.overflows() || (findings.errors() > 0 && !options.lenient());
    if (options.dryRun() || refused) {
      applications.countPlanned();
      tokens.countPlanned();
      return !refused;
    }
    requireTablesOfItsOwn();
    settleIds(check);
    reserveIds(catalog, check.highestId());
    writeCatalog(catalog);
    // Its findings were made by the first check already.
    write(userCheck(catalog, check.kind(), new Findings()), small.users(), bad);
    belongings.ifPresent(theirs -> theirs.write(small.belongings()));
    applications.write();
    tokens.write(now);
    return true;
  }

  /** How many rows a database has of them is not known beforehand. */
  private Optional<BelongingImport> belongings(SmallTables small, Owners owners) {
    boolean none = options.source() == ImportOptions.Source.DUMP && small.belongings() == 0;
    return none
        ? Optional.empty()
        : Optional.of(
            new BelongingImport(source, options, owners, transactions, accounts, report, pulse));
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

  private void readSource(Consumer<SourceRow> consumer) {
    long[] rows = {0};
    source.read(
        row -> {
          if (++rows[0] % UserBatches.SIZE == 0) {
            pulse.run();
          }
          consumer.accept(row);
        },
        pulse);
  }

  /** Goes through all users and tells, by their place in the source, which are bad. */
  private void check(UserCheck check, long users, BitSet bad, Owners owners) {
    Findings findings = report.findings();
    report.phase("checking", users);
    OutcomeCounts wouldBe = report.users();
    UserBatches portions =
        new UserBatches(
            rows -> {
              transactions.in(
                  session -> {
                    UserBatch portion =
                        new UserBatch(
                            rows,
                            tables(session),
                            NameConflicts.of(session, tables(session), rows),
                            options.existing());
                    portion.note(findings);
                    new ProfileFindings(ProfileTexts.of(session), findings).note(rows);
                    portion.count(wouldBe);
                    return true;
                  });
              report.progress(rows.size());
            });
    int[] place = {0};
    readSource(
        row -> {
          Optional<UserRow> good = Optional.empty();
          if (row instanceof SourceRow.User user) {
            good = check.checked(user);
          } else if (row instanceof SourceRow.Unreadable unreadable) {
            findings.add(
                unreadable.problem(), unreadable.kind(), unreadable.id(), "", unreadable.detail());
            if (unreadable.kind() != Kind.USER) {
              return;
            }
          } else {
            return;
          }
          if (good.isEmpty()) {
            bad.set(place[0]);
            wouldBe.refuse();
            report.progress(1);
          }
          place[0]++;
          good.ifPresent(
              user -> {
                owners.add(user.account());
                portions.add(user);
              });
        });
    portions.flush();
  }

  private UserCheck userCheck(GroupCatalog catalog, Optional<UserIdKind> kind, Findings findings) {
    return new UserCheck(
        catalog, passwords, options.rawPasswords(), kind, logsInByEmail(), findings);
  }

  private boolean logsInByEmail() {
    return transactions.in(session -> session.getContext().getRealm().isLoginWithEmailAllowed());
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
          catalog.reserveIds(tables(session));
          if (highestId > 0) {
            tables(session).reserveIds(RowImport.Table.USERS, highestId);
          }
          return true;
        });
  }

  private void writeCatalog(GroupCatalog catalog) {
    transactions.in(
        session -> {
          catalog.write(tables(session));
          if (catalog.changesGroups()) {
            new CachedUsers(session, session.getContext().getRealm()).forgetAll();
          }
          return true;
        });
  }

  private void write(UserCheck again, long users, BitSet bad) {
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
    int[] place = {0};
    readSource(
        row -> {
          Optional<UserRow> checked = Optional.empty();
          if (row instanceof SourceRow.User user) {
            checked = again.checked(user);
          } else if (!(row instanceof SourceRow.Unreadable unreadable)
              || unreadable.kind() != Kind.USER) {
            return;
          }
          if (bad.get(place[0])) {
            report.users().refuse();
            report.progress(1);
          } else {
            portions.add(checked.orElseThrow(ImportJob::changed));
          }
          place[0]++;
        });
    portions.flush();
  }

  /** A row was good when it was checked: its source is a database in use. */
  private static ImportFailedException changed() {
    return new ImportFailedException(
        "A user was changed while the import ran, and is bad now; start the import again");
  }

  private RowImport tables(KeycloakSession session) {
    return accounts.in(session);
  }
}
