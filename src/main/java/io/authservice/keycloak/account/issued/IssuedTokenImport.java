package io.authservice.keycloak.account.issued;

import io.authservice.keycloak.account.AccountsUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The port by which tokens are moved into a table of ours. They take effect with the surrounding
 * transaction.
 *
 * <p>Every method may throw {@link AccountsUnavailableException}.
 */
public interface IssuedTokenImport {

  /** Removes those of the realm, of these kinds. */
  void removeAll(Set<IssuedToken.Kind> kinds);

  /** Removes those of the realm that have expired. */
  void removeExpired(Instant now);

  /** Adds tokens, each in place of what was known of it. */
  void put(List<IssuedTokenRow> rows);
}
