package io.authservice.keycloak.storage;

import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.persistence.Faults;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.storage.StorageUnavailableException;

/**
 * Turns an outage into what Keycloak understands, and notes it in the session: Keycloak skips a
 * storage that is unavailable in look-ups, and "skipped" must not be mistaken for "no such user".
 */
public final class Availability {

  private static final String OUTAGE = "auth-service.outage";

  private final KeycloakSession session;

  public Availability(KeycloakSession session) {
    this.session = session;
  }

  /** Whether the accounts could not be reached at some point of this session. */
  public boolean outageSeen() {
    return session.getAttribute(OUTAGE) != null;
  }

  /** Whether a failure, wherever it came from, is a database that does not answer. */
  public static boolean isOutage(Throwable failure) {
    return failure instanceof StorageUnavailableException || Faults.isOutage(failure);
  }

  <T extends @Nullable Object> T checked(Supplier<T> work) {
    try {
      return work.get();
    } catch (AccountsUnavailableException outage) {
      session.setAttribute(OUTAGE, true);
      throw new StorageUnavailableException(outage.getMessage(), outage);
    }
  }
}
