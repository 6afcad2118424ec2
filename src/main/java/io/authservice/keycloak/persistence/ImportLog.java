package io.authservice.keycloak.persistence;

import io.authservice.keycloak.account.TakenValueException;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * What every node knows of imports: the rows of {@code auth_service_import} in Keycloak's own
 * database, inside the transaction of the session.
 */
public final class ImportLog {

  /** The state of an import that is under way. */
  public static final String RUNNING = "running";

  private final EntityManager em;
  private final DatabaseFailures faults = new DatabaseFailures();

  public ImportLog(KeycloakSession session) {
    this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
  }

  /**
   * One import.
   *
   * @param heartbeat when it last gave a sign, in milliseconds since the epoch
   * @param report JSON
   */
  public record Entry(String id, String state, long heartbeat, boolean cancelled, String report) {}

  /**
   * Enters a new import as running.
   *
   * @param dryRun whether it only checks
   * @return false if another of the realm runs; the transaction must then be rolled back
   */
  public boolean begin(String id, String realmId, boolean dryRun, long now, String report) {
    ImportRun run = new ImportRun();
    run.id = id;
    run.realmId = realmId;
    run.runningRealmId = realmId;
    run.dryRun = dryRun;
    run.state = RUNNING;
    run.started = now;
    run.heartbeat = now;
    run.report = report;
    try {
      faults.translating(
          () -> {
            em.persist(run);
            em.flush();
          });
      return true;
    } catch (TakenValueException another) {
      return false;
    }
  }

  /** The import of a realm that is entered as running, whether or not its server still lives. */
  public Optional<Entry> running(String realmId) {
    return faults.translating(
        () ->
            em
                .createQuery(
                    "select i from AuthServiceImport i where i.runningRealmId = :realm",
                    ImportRun.class)
                .setParameter("realm", realmId)
                .getResultList()
                .stream()
                .map(ImportLog::entry)
                .findFirst());
  }

  public Optional<Entry> find(String id, String realmId) {
    return faults.translating(
        () ->
            Optional.ofNullable(em.find(ImportRun.class, id))
                .filter(run -> run.realmId.equals(realmId))
                .map(ImportLog::entry));
  }

  /** The newest first. */
  public List<Entry> latest(String realmId, int max) {
    return faults.translating(
        () ->
            em
                .createQuery(
                    "select i from AuthServiceImport i where i.realmId = :realm"
                        + " order by i.started desc",
                    ImportRun.class)
                .setParameter("realm", realmId)
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(ImportLog::entry)
                .toList());
  }

  /** The realms of which an import has written, or may have. */
  public Set<String> importedRealms() {
    return faults.translating(
        () ->
            Set.copyOf(
                em.createQuery(
                        "select distinct i.realmId from AuthServiceImport i"
                            + " where i.dryRun = false and i.state <> 'refused'",
                        String.class)
                    .getResultList()));
  }

  /**
   * Notes that an import lives and how far it is.
   *
   * @return false if it is to end: it was cancelled, or given up for dead
   */
  public boolean beat(String id, long now, String report) {
    ImportRun run = locked(id);
    if (run == null || run.runningRealmId == null) {
      return false;
    }
    run.heartbeat = now;
    run.report = report;
    return !run.cancelled;
  }

  /** Ends an import. One that was given up for dead keeps the state it was given. */
  public void end(String id, String state, long now, String report) {
    ImportRun run = locked(id);
    if (run != null && run.runningRealmId != null) {
      run.runningRealmId = null;
      run.state = state;
      run.heartbeat = now;
      run.report = report;
      // Inserts are sent before updates: the realm must be free before another import is entered.
      faults.translating(em::flush);
    }
  }

  /** Asks an import to end; it does so between two portions. */
  public void cancel(String id) {
    ImportRun run = locked(id);
    if (run != null) {
      run.cancelled = true;
    }
  }

  private @Nullable ImportRun locked(String id) {
    return faults.translating(() -> em.find(ImportRun.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  private static Entry entry(ImportRun run) {
    return new Entry(run.id, run.state, run.heartbeat, run.cancelled, run.report);
  }
}
