package io.authservice.keycloak.persistence.bridge;

import static io.authservice.keycloak.logging.DatabaseLog.LOG;

import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.metrics.Meter;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.tracing.Traced;
import io.authservice.keycloak.tracing.Traces;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * The open bridges of this node, one for each storage component. A component whose settings have
 * changed, on this node or another, gets a new bridge at its next use, and the old one closes.
 */
public final class OpenBridges {

  private static final List<Meter> POOL =
      List.of(Meter.POOL_ACTIVE, Meter.POOL_IDLE, Meter.POOL_WAITING, Meter.POOL_SIZE);

  private final Meters meters;

  private final Traces traces;

  private final Map<String, CompletableFuture<Bridge>> open = new ConcurrentHashMap<>();

  private final Map<String, CircuitBreaker> guards = new ConcurrentHashMap<>();

  /**
   * No bridge is open yet.
   *
   * @param meters shows the connections of each bridge
   * @param traces is told how long each was used
   */
  public OpenBridges(Meters meters, Traces traces) {
    this.meters = meters;
    this.traces = traces;
  }

  /** An entity manager, and the bridge it has to go back to. */
  public record Lease(
      Bridge bridge, EntityManager entityManager, CircuitBreaker guard, Consumer<String> ended) {

    /**
     * Hands the entity manager back.
     *
     * @param outage what the database was last seen to do, if it was not to answer
     */
    void end(Optional<AccountsUnavailableException> outage) {
      outage
          .filter(failure -> !DatabaseFailures.isContention(failure))
          .ifPresentOrElse(guard::failed, guard::answered);
      bridge.release(entityManager);
      ended.accept(outage.isPresent() ? "unavailable" : "answered");
    }
  }

  /**
   * Leases an entity manager, over a bridge that is opened if need be. Those who ask at the same
   * time wait for one attempt, and share its failure; those who ask soon after a failure do not
   * wait at all.
   *
   * @throws AccountsUnavailableException if the database does not answer
   * @throws DatabaseRefusedException if it cannot be bridged
   */
  public Lease lease(String componentId, BridgeSettings database) {
    CircuitBreaker guard = guards.computeIfAbsent(componentId, this::beginWatch);
    guard.requireMayTry();
    try {
      return lease(componentId, database, guard);
    } catch (AccountsUnavailableException failure) {
      guard.failed(failure);
      throw failure;
    }
  }

  private CircuitBreaker beginWatch(String componentId) {
    show(Meter.POOL_ACTIVE, componentId, Bridge::activeConnections);
    show(Meter.POOL_IDLE, componentId, Bridge::idleConnections);
    show(Meter.POOL_WAITING, componentId, Bridge::waitingThreads);
    show(Meter.POOL_SIZE, componentId, bridge -> bridge.database().poolSize());
    return new CircuitBreaker(componentId, System::nanoTime);
  }

  private void show(Meter meter, String componentId, ToLongFunction<Bridge> figure) {
    meters.show(meter, () -> opened(componentId).map(figure::applyAsLong).orElse(0L), componentId);
  }

  /** The bridge of a component, if it is there this moment. */
  private Optional<Bridge> opened(String componentId) {
    return Optional.ofNullable(open.get(componentId))
        .filter(known -> known.isDone() && !known.isCompletedExceptionally())
        .map(CompletableFuture::join);
  }

  private Lease lease(String componentId, BridgeSettings database, CircuitBreaker guard) {
    while (true) {
      Bridge bridge = bridge(componentId, database);
      EntityManager entityManager = bridge.lease();
      if (entityManager != null) {
        return new Lease(bridge, entityManager, guard, stopwatch(componentId));
      }
      // Retired between the two; the next look finds its successor.
      open.computeIfPresent(
          componentId, (id, known) -> known.getNow(bridge) == bridge ? null : known);
    }
  }

  /** Told how the use of a connection that begins now went, once it is over. */
  private Consumer<String> stopwatch(String componentId) {
    long start = System.nanoTime();
    return outcome ->
        traces.ended(Traced.BRIDGED_DATABASE, System.nanoTime() - start, componentId, outcome);
  }

  private Bridge bridge(String componentId, BridgeSettings database) {
    CompletableFuture<Bridge> attempt = new CompletableFuture<>();
    CompletableFuture<Bridge> current =
        open.compute(
            componentId, (id, known) -> known != null && serves(known, database) ? known : attempt);
    if (current == attempt) {
      openNow(componentId, database, attempt);
    }
    try {
      return current.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof DatabaseRefusedException refused) {
        throw refused;
      }
      throw new AccountsUnavailableException(failure);
    }
  }

  /** Retires the bridge of other settings, if there is one. */
  private static boolean serves(CompletableFuture<Bridge> known, BridgeSettings database) {
    if (!known.isDone()) {
      return true;
    }
    if (known.isCompletedExceptionally()) {
      return false;
    }
    Bridge bridge = known.join();
    if (bridge.database().equals(database)) {
      return true;
    }
    bridge.retire();
    return false;
  }

  private void openNow(
      String componentId, BridgeSettings database, CompletableFuture<Bridge> attempt) {
    try {
      attempt.complete(Bridge.open(database));
    } catch (RuntimeException | LinkageError failure) {
      attempt.completeExceptionally(failure);
      open.remove(componentId, attempt);
    }
  }

  /** Closes what is open for a component, once those who use it are done. */
  public void retire(String componentId) {
    if (guards.remove(componentId) != null) {
      POOL.forEach(meter -> meters.hide(meter, componentId));
    }
    CompletableFuture<Bridge> known = open.remove(componentId);
    if (known != null) {
      retire(known);
    }
  }

  private static void retire(CompletableFuture<Bridge> known) {
    try {
      known.join().retire();
    } catch (CompletionException neverOpened) {
      LOG.neverOpened(neverOpened);
    }
  }

  public void retireAll() {
    open.keySet().forEach(this::retire);
  }
}
