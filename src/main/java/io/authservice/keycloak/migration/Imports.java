package io.authservice.keycloak.migration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.migration.check.ImportOptions;
import io.authservice.keycloak.migration.source.DatabaseSource;
import io.authservice.keycloak.migration.source.DumpFile;
import io.authservice.keycloak.migration.source.DumpSource;
import io.authservice.keycloak.migration.source.MigrationSource;
import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.persistence.ImportLog;
import io.authservice.keycloak.persistence.OwnDatabase;
import io.authservice.keycloak.tracing.Traced;
import io.authservice.keycloak.tracing.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * A realm's imports, one at a time on all nodes together. Every node tells of every import: what is
 * known of them is kept in Keycloak's database.
 */
public final class Imports {

  private static final String INTERRUPTED = "interrupted";

  /** An import whose server gave no sign for so long is given up for dead. */
  private static final Duration DEAD = Duration.ofSeconds(30);

  private static final int LISTED = 20;

  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  private final KeycloakSession session;
  private final RealmModel realm;
  private final RealmTransactions transactions;
  private final Clock clock;
  private final Meters meters;
  private final Traces traces;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * The imports of a realm.
   *
   * @param meters counts the users they write
   * @param traces is told how long they and their portions take
   */
  public Imports(
      KeycloakSession session, RealmModel realm, Clock clock, Meters meters, Traces traces) {
    this.session = session;
    this.realm = realm;
    this.transactions = new RealmTransactions(session.getKeycloakSessionFactory(), realm.getId());
    this.clock = clock;
    this.meters = meters;
    this.traces = traces;
  }

  /**
   * Starts an import, which then runs by itself and closes the file.
   *
   * @param passwords the formats the realm accepts
   * @param administrator whom the admin event names
   * @return its id; empty if another import runs, and the file is closed
   */
  public Optional<String> start(
      DumpFile file, ImportOptions options, DjangoPasswords passwords, AuthDetails administrator) {
    return start(
        new DumpSource(file, options.userModels(), options.tokens(), options.model()),
        options,
        passwords,
        administrator);
  }

  /**
   * Starts an import from the Django database that keeps the realm's users, which then runs by
   * itself.
   *
   * @param passwords the formats the realm accepts
   * @param administrator whom the admin event names
   * @return its id; empty if another import runs
   */
  public Optional<String> startFromDatabase(
      ImportOptions options, DjangoPasswords passwords, AuthDetails administrator) {
    return start(
        new DatabaseSource(new BridgeExport(transactions)), options, passwords, administrator);
  }

  private Optional<String> start(
      MigrationSource source,
      ImportOptions options,
      DjangoPasswords passwords,
      AuthDetails administrator) {
    String id = UUID.randomUUID().toString();
    ImportReport report = new ImportReport(options, clock);
    boolean begun = false;
    try {
      begun = transactions.in(own -> begin(own, id, options, report));
    } finally {
      if (!begun) {
        source.close();
      }
    }
    if (!begun) {
      return Optional.empty();
    }
    ImportHeartbeat pulse = new ImportHeartbeat(id, transactions, report, clock);
    ImportJob job =
        new ImportJob(
            source,
            options,
            passwords,
            transactions,
            new RealmTables(new OwnDatabase(meters, traces)),
            report,
            pulse,
            meters,
            traces);
    session
        .getProvider(ExecutorsProvider.class)
        .getExecutor("auth-service-import")
        .execute(
            new ImportRunner(
                source,
                job,
                report,
                pulse,
                new ImportEvent(id, administrator),
                transactions,
                () -> traces.begin(Traced.IMPORT, id)));
    return Optional.of(id);
  }

  private boolean begin(
      KeycloakSession own, String id, ImportOptions options, ImportReport report) {
    ImportLog log = new ImportLog(own);
    log.running(realm.getId())
        .filter(this::isDead)
        .ifPresent(dead -> log.end(dead.id(), INTERRUPTED, dead.heartbeat(), dead.report()));
    boolean begun = log.begin(id, realm.getId(), options.dryRun(), clock.millis(), report.json());
    if (!begun) {
      own.getTransactionManager().setRollbackOnly();
    }
    return begun;
  }

  private boolean isDead(ImportLog.Entry entry) {
    return clock.millis() - entry.heartbeat() > DEAD.toMillis();
  }

  /** The import that is under way. */
  public Optional<String> running() {
    return new ImportLog(session)
        .running(realm.getId())
        .filter(entry -> !isDead(entry))
        .map(ImportLog.Entry::id);
  }

  /** What is known of an import: {@code id}, {@code state} and the members of its report. */
  public Optional<Map<String, Object>> status(String id) {
    return new ImportLog(session).find(id, realm.getId()).map(this::described);
  }

  /** The latest imports, the newest first, without what they found wrong. */
  public List<Map<String, Object>> latest() {
    List<Map<String, Object>> statuses =
        new ImportLog(session).latest(realm.getId(), LISTED).stream().map(this::described).toList();
    statuses.forEach(status -> status.remove("problems"));
    return statuses;
  }

  /**
   * Asks an import to end after the portion it is at.
   *
   * @return false if it has ended already
   */
  public boolean cancel(String id) {
    boolean running = running().filter(id::equals).isPresent();
    if (running) {
      new ImportLog(session).cancel(id);
    }
    return running;
  }

  private Map<String, Object> described(ImportLog.Entry entry) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("id", entry.id());
    boolean dead = entry.state().equals(ImportLog.RUNNING) && isDead(entry);
    status.put("state", dead ? INTERRUPTED : entry.state());
    try {
      status.putAll(json.readValue(entry.report(), OBJECT));
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("The report of import " + entry.id(), damaged);
    }
    return status;
  }
}
