package io.authservice.keycloak.persistence.bridge;

import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.account.LegacyBlacklist;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.SqlStates;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * The tables of SimpleJWT's application {@code token_blacklist}, in a Django database that may or
 * may not have it.
 */
public final class DjangoBlacklist implements LegacyBlacklist {

  private static final Logger LOG = Logger.getLogger(DjangoBlacklist.class);

  private static final String FIND =
      "select o.id from token_blacklist_outstandingtoken o"
          + " join token_blacklist_blacklistedtoken b on b.token_id = o.id where o.jti = ?";

  private final EntityManager em;
  private final DatabaseFailures faults;

  public DjangoBlacklist(EntityManager em, DatabaseFailures faults) {
    this.em = em;
    this.faults = faults;
  }

  @Override
  public boolean contains(String jti) {
    return faults.translating(
        () -> em.unwrap(Session.class).doReturningWork(connection -> contains(connection, jti)));
  }

  /** The application may be installed at any time, so each time is the first. */
  private static boolean contains(Connection connection, String jti) throws SQLException {
    // PostgreSQL would refuse all further statements of a transaction in which one has failed.
    Savepoint before = connection.setSavepoint();
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, jti);
      try (ResultSet rows = find.executeQuery()) {
        return rows.next();
      }
    } catch (SQLException failure) {
      if (SqlStates.isTableMissing(failure)) {
        connection.rollback(before);
        return false;
      }
      if (SqlStates.isRightMissing(failure)) {
        LOG.error("The user of a Django database may not read the tables token_blacklist_*");
        throw new AccountsUnavailableException(failure);
      }
      throw failure;
    }
  }
}
