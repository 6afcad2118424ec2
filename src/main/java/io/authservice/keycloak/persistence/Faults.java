package io.authservice.keycloak.persistence;

import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.account.DuplicateUsernameException;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.JDBCConnectionException;
import org.keycloak.models.ModelException;

/** Tells a database that does not answer from a statement that it refused. */
public final class Faults {

  <T> T translating(Supplier<T> statement) {
    try {
      return statement.get();
    } catch (PersistenceException | ModelException failure) {
      throw translated(failure);
    }
  }

  void translating(Runnable statement) {
    translating(
        () -> {
          statement.run();
          return true;
        });
  }

  /**
   * Queries fail with Hibernate's exceptions; what is called on Keycloak's EntityManager itself
   * fails with Keycloak's, which keep nothing but the innermost cause.
   */
  private static RuntimeException translated(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConstraintViolationException violation && isUniqueness(violation)) {
        return new DuplicateUsernameException();
      }
    }
    return isOutage(failure) ? new AccountsUnavailableException(failure) : failure;
  }

  /** Whether a failure, or what caused it, is a database that does not answer. */
  public static boolean isOutage(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AccountsUnavailableException
          || cause instanceof JDBCConnectionException
          || isConnectionFailure(cause)
          || (cause instanceof ModelException && cause.getCause() instanceof IOException)) {
        return true;
      }
    }
    return false;
  }

  /** Username is the only unique column clients write. */
  private static boolean isUniqueness(ConstraintViolationException violation) {
    return violation.getKind() == ConstraintViolationException.ConstraintKind.UNIQUE;
  }

  /**
   * SQLSTATE classes of a lost connection (08), exhausted resources (53), operator intervention
   * such as a shutdown (57) and system errors (58); a pool that times out names no state at all.
   */
  private static boolean isConnectionFailure(Throwable cause) {
    if (!(cause instanceof SQLException failure)) {
      return false;
    }
    String state = failure.getSQLState();
    return state == null
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57")
        || state.startsWith("58");
  }
}
