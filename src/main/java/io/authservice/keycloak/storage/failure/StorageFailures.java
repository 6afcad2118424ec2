package io.authservice.keycloak.storage.failure;

import io.authservice.keycloak.account.AccountInUseException;
import io.authservice.keycloak.account.AccountsReadOnlyException;
import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.account.DuplicateUsernameException;
import io.authservice.keycloak.account.IncompleteRowException;
import io.authservice.keycloak.account.TakenValueException;
import io.authservice.keycloak.account.UnfitValueException;
import io.authservice.keycloak.account.group.NoGroupsException;
import io.authservice.keycloak.logging.DatabaseLog;
import io.authservice.keycloak.logging.UserLog;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageUnavailableException;

/**
 * Turns an outage into what Keycloak understands, and notes it in the session: Keycloak skips a
 * storage that is unavailable in look-ups, and "skipped" must not be mistaken for "no such user".
 */
public final class StorageFailures {

  private static final String OUTAGE = "auth-service.outage";

  private final KeycloakSession session;

  public StorageFailures(KeycloakSession session) {
    this.session = session;
  }

  /** Whether the accounts could not be reached at some point of this session. */
  public boolean outageSeen() {
    return session.getAttribute(OUTAGE) != null;
  }

  /** Whether a failure, wherever it came from, is a database that does not answer. */
  public static boolean isOutage(Throwable failure) {
    return failure instanceof StorageUnavailableException || DatabaseFailures.isOutage(failure);
  }

  public <T extends @Nullable Object> T checked(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException failure) {
      throw outward(failure);
    }
  }

  /** What Keycloak understands, in place of what the accounts' database did; all else as it is. */
  public RuntimeException outward(RuntimeException failure) {
    if (failure instanceof AccountsUnavailableException) {
      session.setAttribute(OUTAGE, true);
      return new StorageUnavailableException(failure.getMessage(), failure);
    }
    if (failure instanceof DatabaseRefusedException) {
      // It was fit when it was saved: a table or the driver has gone since.
      DatabaseLog.LOG.unusable(String.valueOf(failure.getMessage()));
      session.setAttribute(OUTAGE, true);
      return new StorageUnavailableException(failure.getMessage(), failure);
    }
    if (failure instanceof AccountsReadOnlyException) {
      return new DatabaseReadOnlyException(failure);
    }
    if (failure instanceof IncompleteRowException) {
      UserLog.LOG.notAdded(String.valueOf(failure.getMessage()));
      return new UsersReadOnlyException();
    }
    if (failure instanceof NoGroupsException) {
      return new UsersReadOnlyException();
    }
    if (failure instanceof AccountInUseException) {
      UserLog.LOG.notRemoved(String.valueOf(failure.getMessage()));
      return new UserInUseException(String.valueOf(failure.getMessage()));
    }
    if (failure instanceof UnfitValueException) {
      return new RefusedValueException(String.valueOf(failure.getMessage()));
    }
    if (failure instanceof DuplicateUsernameException) {
      return new ModelDuplicateException(failure.getMessage(), UserModel.USERNAME);
    }
    if (failure instanceof TakenValueException) {
      return new ModelDuplicateException(failure.getMessage());
    }
    return failure;
  }
}
