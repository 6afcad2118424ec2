package io.authservice.keycloak.persistence;

import io.authservice.keycloak.account.AccountsUnavailableException;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;

/**
 * The part of a Keycloak session that works on a Django database. It commits before Keycloak's own
 * database does, so that a change which that database refuses rolls everything back; where
 * Keycloak's own commit fails after that, the change stays: there is no commit in two phases.
 */
final class BridgeSession {

  private static final Logger LOG = Logger.getLogger(BridgeSession.class);

  private final Supplier<Bridges.Lease> leasing;
  private final UnaryOperator<RuntimeException> outward;
  private Bridges.@Nullable Lease lease;
  private @Nullable AccountsUnavailableException outage;

  /**
   * Opens nothing yet.
   *
   * @param outward turns a failed commit into what Keycloak understands
   */
  BridgeSession(Supplier<Bridges.Lease> leasing, UnaryOperator<RuntimeException> outward) {
    this.leasing = leasing;
    this.outward = outward;
  }

  void enlist(KeycloakTransactionManager transactions) {
    transactions.enlistPrepare(new Commit());
    // A rollback never calls what is prepared.
    transactions.enlistAfterCompletion(new End());
  }

  /**
   * The entity manager of the session's transaction. Once the database has not answered, it is not
   * asked again.
   *
   * @throws AccountsUnavailableException if the database does not answer
   */
  EntityManager entityManager() {
    return lease().entityManager();
  }

  UserReferences references() {
    return lease().bridge().references();
  }

  private Bridges.Lease lease() {
    if (outage != null) {
      throw outage;
    }
    Bridges.Lease current = lease;
    if (current == null) {
      try {
        current = leasing.get();
      } catch (AccountsUnavailableException failure) {
        noteOutage(failure);
        throw failure;
      }
      lease = current;
    }
    return current;
  }

  void noteOutage(AccountsUnavailableException failure) {
    outage = failure;
  }

  private final class Commit extends AbstractKeycloakTransaction {

    @Override
    protected void commitImpl() {
      if (lease == null) {
        return;
      }
      try {
        lease.entityManager().getTransaction().commit();
      } catch (RuntimeException failure) {
        RuntimeException translated = Faults.translated(failure);
        if (translated instanceof AccountsUnavailableException unavailable) {
          noteOutage(unavailable);
        }
        throw outward.apply(translated);
      }
    }

    @Override
    protected void rollbackImpl() {}
  }

  private final class End extends AbstractKeycloakTransaction {

    @Override
    protected void commitImpl() {
      release();
    }

    @Override
    protected void rollbackImpl() {
      release();
    }

    private void release() {
      if (lease == null) {
        return;
      }
      EntityManager entityManager = lease.entityManager();
      try {
        if (entityManager.getTransaction().isActive()) {
          entityManager.getTransaction().rollback();
        }
      } catch (RuntimeException failure) {
        LOG.debug("A transaction on a Django database could not be rolled back", failure);
      } finally {
        lease.end(Optional.ofNullable(outage));
      }
    }
  }
}
