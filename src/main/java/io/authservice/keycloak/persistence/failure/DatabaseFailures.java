package io.authservice.keycloak.persistence.failure;

import io.authservice.keycloak.account.AccountInUseException;
import io.authservice.keycloak.account.AccountsReadOnlyException;
import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.account.IncompleteRowException;
import io.authservice.keycloak.account.TakenValueException;
import io.authservice.keycloak.account.UnfitValueException;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hibernate.HibernateException;
import org.hibernate.StaleStateException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.hibernate.exception.JDBCConnectionException;
import org.keycloak.models.ModelException;

/** Tells a database that does not answer from a statement that it refused. */
public final class DatabaseFailures {

  private final Consumer<AccountsUnavailableException> outages;

  public DatabaseFailures() {
    this(outage -> {});
  }

  /**
   * Faults that are told on.
   *
   * @param outages is told when the database did not answer
   */
  public DatabaseFailures(Consumer<AccountsUnavailableException> outages) {
    this.outages = outages;
  }

  public <T> T translating(Supplier<T> statement) {
    try {
      return statement.get();
    } catch (PersistenceException | ModelException failure) {
      RuntimeException translated = translated(failure);
      if (translated instanceof AccountsUnavailableException outage) {
        outages.accept(outage);
      }
      throw translated;
    }
  }

  /**
   * The same, where it is known which value must be unique.
   *
   * @param duplicate what is thrown if another row has the value
   */
  public <T> T translating(Supplier<T> statement, Supplier<RuntimeException> duplicate) {
    try {
      return translating(statement);
    } catch (TakenValueException taken) {
      throw (RuntimeException) duplicate.get().initCause(taken);
    }
  }

  public void translating(Runnable statement) {
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
  public static RuntimeException translated(RuntimeException failure) {
    if (anyCause(failure, cause -> violates(cause, ConstraintKind.UNIQUE, "UNIQUE"))) {
      return new TakenValueException();
    }
    if (anyCause(failure, cause -> violates(cause, ConstraintKind.NOT_NULL, "NOT NULL"))) {
      return new IncompleteRowException(failure);
    }
    if (anyCause(failure, DatabaseFailures::isReferredTo)) {
      return new AccountInUseException(failure);
    }
    if (isWriteRefused(failure)) {
      return new AccountsReadOnlyException(failure);
    }
    if (isOutage(failure)) {
      return new AccountsUnavailableException(failure);
    }
    return anyCause(failure, DatabaseFailures::isUnfit)
        ? new UnfitValueException(failure)
        : failure;
  }

  private static boolean isUnfit(Throwable cause) {
    return cause instanceof SQLException refused && SqlStates.isValueRefused(refused);
  }

  /** Whether a failure, or what caused it, is a database that does not answer. */
  public static boolean isOutage(Throwable failure) {
    return anyCause(
        failure,
        cause ->
            cause instanceof AccountsUnavailableException
                || cause instanceof JDBCConnectionException
                || (cause instanceof SQLException refused && SqlStates.isOutage(refused))
                || isTimedOut(cause)
                || (cause instanceof ModelException && cause.getCause() instanceof IOException));
  }

  /** Hibernate has no type for it: the transaction manager ended what had taken too long. */
  private static boolean isTimedOut(Throwable cause) {
    return cause instanceof HibernateException
        && "Transaction was rolled back in a different thread".equals(cause.getMessage());
  }

  /** Whether an outage is no more than others that work on the same rows or tables. */
  public static boolean isContention(Throwable failure) {
    return anyCause(
        failure, cause -> cause instanceof SQLException late && SqlStates.isContention(late));
  }

  /** Whether a failure, or what caused it, is a row that was opened and is no longer there. */
  public static boolean isGone(Throwable failure) {
    return anyCause(
        failure,
        cause ->
            cause instanceof StaleStateException
                || cause instanceof OptimisticLockException
                || cause instanceof EntityNotFoundException);
  }

  /** Whether a failure, or what caused it, is a database that may only be read. */
  public static boolean isWriteRefused(Throwable failure) {
    return anyCause(
        failure,
        cause -> cause instanceof SQLException refused && SqlStates.isWriteRefused(refused));
  }

  /** SQLite's violations come without a kind. */
  private static boolean violates(Throwable cause, ConstraintKind kind, String sqliteName) {
    if (cause instanceof ConstraintViolationException violation) {
      return violation.getKind() == kind;
    }
    return cause instanceof SQLException refused
        && SqlStates.isSqliteConstraint(refused)
        && String.valueOf(refused.getMessage()).contains(sqliteName + " constraint failed");
  }

  private static boolean isReferredTo(Throwable cause) {
    return violates(cause, ConstraintKind.FOREIGN_KEY, "FOREIGN KEY")
        || (cause instanceof SQLException refused && SqlStates.isReferredTo(refused));
  }

  /** What the innermost cause that says anything says. */
  public static String reason(Throwable failure) {
    String reason = "";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      reason = Objects.requireNonNullElse(cause.getMessage(), reason);
    }
    return reason;
  }

  /** A commit that fails keeps what the database said among what it suppressed. */
  private static boolean anyCause(Throwable failure, Predicate<Throwable> test) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (test.test(cause)
          || Arrays.stream(cause.getSuppressed()).anyMatch(other -> anyCause(other, test))) {
        return true;
      }
    }
    return false;
  }
}
