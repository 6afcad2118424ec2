package io.authservice.keycloak.persistence.bridge;

import static io.authservice.keycloak.logging.DatabaseLog.LOG;

import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.model.UserModel;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;

/**
 * The part of a Keycloak session that works on a Django database. It commits before Keycloak's own
 * database does, so that a change which that database refuses rolls everything back; where
 * Keycloak's own commit fails after that, the change stays: there is no commit in two phases.
 */
public final class BridgeTransaction {

  private final Supplier<OpenBridges.Lease> leasing;
  private final UnaryOperator<RuntimeException> outward;
  private OpenBridges.@Nullable Lease lease;
  private @Nullable AccountsUnavailableException outage;

  /**
   * Opens nothing yet.
   *
   * @param outward turns a failed commit into what Keycloak understands
   */
  public BridgeTransaction(
      Supplier<OpenBridges.Lease> leasing, UnaryOperator<RuntimeException> outward) {
    this.leasing = leasing;
    this.outward = outward;
  }

  public void enlist(KeycloakTransactionManager transactions) {
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
  public EntityManager entityManager() {
    return lease().entityManager();
  }

  public UserReferences references() {
    return lease().bridge().references();
  }

  /** The user model of the database; see {@link #entityManager}. */
  public UserModel model() {
    return lease().bridge().model();
  }

  /** The table of the users; see {@link #entityManager}. */
  public String userTable() {
    return lease().bridge().database().userTable();
  }

  private OpenBridges.Lease lease() {
    if (outage != null) {
      throw outage;
    }
    OpenBridges.Lease current = lease;
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

  public void noteOutage(AccountsUnavailableException failure) {
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
        RuntimeException translated = DatabaseFailures.translated(failure);
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
        LOG.notRolledBack(failure);
      } finally {
        lease.end(Optional.ofNullable(outage));
      }
    }
  }
}
