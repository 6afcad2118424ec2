package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.migration.check.ClientPlan;
import io.authservice.keycloak.migration.check.Findings;
import io.authservice.keycloak.migration.check.GroupCatalog;
import io.authservice.keycloak.migration.check.ImportOptions;
import io.authservice.keycloak.migration.check.Owners;
import io.authservice.keycloak.migration.check.SmallTables;
import io.authservice.keycloak.migration.check.TokenPlan;
import io.authservice.keycloak.migration.check.UserCheck;
import io.authservice.keycloak.migration.source.MigrationSource;
import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.migration.source.SourceRow;
import io.authservice.keycloak.migration.user.UserBatches;
import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.tracing.Traces;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

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
    look(small, findings);
    GroupCatalog catalog = catalog(small);
    Owners owners = new Owners();
    UserImport users =
        new UserImport(
            this::readSource, options, transactions, accounts, report, pulse, meters, traces);
    UserCheck check = userCheck(catalog, transactions.in(accounts::settledIds), findings);
    users.check(check, small.users(), owners);
    Optional<BelongingImport> belongings = belongings(small, owners);
    belongings.ifPresent(theirs -> theirs.check(small.belongings()));
    Optional<ExtraImport> extras = extras(owners);
    extras.ifPresent(theirs -> theirs.check(small.users()));
    ApplicationImport applications = applications(findings);
    applications.check(small.applications());
    TokenImport tokens =
        new TokenImport(source, plan, options.tokenKinds(), transactions, accounts, report, pulse);
    boolean refused = findings.overflows() || (findings.errors() > 0 && !options.lenient());
    if (options.dryRun() || refused) {
      applications.countPlanned();
      tokens.countPlanned();
      return !refused;
    }
    new ImportStart(transactions, accounts).settle(catalog, check);
    // Its findings were made by the first check already.
    users.write(userCheck(catalog, check.kind(), new Findings()), small.users());
    belongings.ifPresent(theirs -> theirs.write(small.belongings()));
    extras.ifPresent(theirs -> theirs.write(small.users()));
    applications.write();
    tokens.write(now);
    return true;
  }

  private void look(SmallTables small, Findings findings) {
    report.ignored(small.foreign());
    if (options.source() == ImportOptions.Source.DUMP) {
      small.requireSomething(options.userModels());
    }
    source
        .absentTables()
        .forEach(
            table ->
                findings.add(
                    Problem.NO_ROWS,
                    table,
                    "",
                    "",
                    "The user model reads them, and the dump has none"));
  }

  private GroupCatalog catalog(SmallTables small) {
    GroupCatalog catalog =
        transactions.in(
            session ->
                new GroupCatalog(accounts.in(session), options.existing(), report.findings()));
    catalog.take(small);
    report.catalog(catalog.asJson());
    return catalog;
  }

  private UserCheck userCheck(GroupCatalog catalog, Optional<UserIdKind> kind, Findings findings) {
    return new UserCheck(
        catalog, passwords, options.rawPasswords(), kind, logsInByEmail(), findings);
  }

  private boolean logsInByEmail() {
    return transactions.in(session -> session.getContext().getRealm().isLoginWithEmailAllowed());
  }

  /** How many rows a database has of them is not known beforehand. */
  private Optional<BelongingImport> belongings(SmallTables small, Owners owners) {
    boolean none = options.source() == ImportOptions.Source.DUMP && small.belongings() == 0;
    return none
        ? Optional.empty()
        : Optional.of(
            new BelongingImport(source, options, owners, transactions, accounts, report, pulse));
  }

  private Optional<ExtraImport> extras(Owners owners) {
    return source.outline().isKept()
        ? Optional.of(
            new ExtraImport(source, options, owners, transactions, accounts, report, pulse))
        : Optional.empty();
  }

  private ApplicationImport applications(Findings findings) {
    return new ApplicationImport(
        new ClientPlan(passwords, options.accessTokenLifespan(), findings),
        transactions,
        report,
        pulse);
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
}
