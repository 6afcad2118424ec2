package io.authservice.keycloak.persistence.bridge;

import io.authservice.keycloak.account.LegacyBlacklist;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.TableReader;
import jakarta.persistence.EntityManager;

/**
 * The tables of SimpleJWT's application {@code token_blacklist}, in a Django database that may or
 * may not have it.
 */
public final class DjangoBlacklist implements LegacyBlacklist {

  private static final String FIND =
      "select o.id from token_blacklist_outstandingtoken o"
          + " join token_blacklist_blacklistedtoken b on b.token_id = o.id where o.jti = ?";

  private final TableReader tables;

  public DjangoBlacklist(EntityManager em, DatabaseFailures faults) {
    this.tables = new TableReader(em, faults);
  }

  /** The application may be installed at any time, so each time is the first. */
  @Override
  public boolean contains(String jti) {
    return tables
        .rows(FIND, row -> row.getLong("id"), jti)
        .filter(found -> !found.isEmpty())
        .isPresent();
  }
}
