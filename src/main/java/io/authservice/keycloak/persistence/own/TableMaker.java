package io.authservice.keycloak.persistence.own;

import static io.authservice.keycloak.logging.SetupLog.LOG;

import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Scope;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.exception.LiquibaseException;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.JpaConnectionProviderFactory;
import org.keycloak.connections.jpa.updater.liquibase.conn.KeycloakLiquibase;
import org.keycloak.connections.jpa.updater.liquibase.conn.LiquibaseConnectionProvider;
import org.keycloak.connections.jpa.updater.liquibase.conn.MySQLCustomChangeLogHistoryService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.dblock.DBLockManager;
import org.keycloak.models.dblock.DBLockProvider;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Makes the tables with a prefix, and brings them up to date after an upgrade: by the changelog
 * that makes those without one. What was done is noted in a table beside them. One node does so at
 * a time, and none while another changes Keycloak's tables; it is not part of any request's
 * transaction.
 */
public final class TableMaker {

  /** Leaves out what the changelog has for all realms together; any word but theirs does. */
  private static final Contexts OF_ONE_REALM = new Contexts("realm");

  private static final LabelExpression ANY = new LabelExpression();

  private final String changelog;
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  /**
   * Makes nothing yet.
   *
   * @param changelog where the class loader finds it
   */
  public TableMaker(String changelog) {
    this.changelog = changelog;
  }

  /** The table that notes which changes were made to those of a prefix. */
  static String changes(String prefix) {
    return OwnTables.start(prefix) + "changelog";
  }

  /**
   * Sees to the tables of a prefix, once in the life of this server. Those without a prefix are
   * seen to by Keycloak.
   *
   * @throws AccountsUnavailableException if the database does not answer
   * @throws DatabaseRefusedException if it does not let them be made
   */
  public void require(KeycloakSessionFactory factory, String prefix) {
    if (!prefix.isEmpty() && !made.contains(prefix)) {
      make(factory, prefix);
    }
  }

  /**
   * Sees to the tables of a prefix in any case.
   *
   * @throws AccountsUnavailableException if the database does not answer
   * @throws DatabaseRefusedException if it does not let them be made
   */
  public synchronized void make(KeycloakSessionFactory factory, String prefix) {
    try {
      KeycloakModelUtils.runJobInTransaction(
          factory,
          session -> {
            DBLockProvider lock = new DBLockManager(session).getDBLock();
            lock.waitForLock(DBLockProvider.Namespace.DATABASE);
            try {
              KeycloakModelUtils.suspendJtaTransaction(factory, () -> make(session, prefix));
            } finally {
              lock.releaseLock();
            }
          });
    } catch (DatabaseRefusedException | AccountsUnavailableException known) {
      throw known;
    } catch (RuntimeException failure) {
      throw DatabaseFailures.isOutage(failure)
          ? new AccountsUnavailableException(failure)
          : failure;
    }
    made.add(prefix);
  }

  private void make(KeycloakSession session, String prefix) {
    JpaConnectionProviderFactory database =
        (JpaConnectionProviderFactory)
            session.getKeycloakSessionFactory().getProviderFactory(JpaConnectionProvider.class);
    try (Connection connection = database.getConnection()) {
      boolean before = connection.getAutoCommit();
      try {
        KeycloakLiquibase changes =
            session
                .getProvider(LiquibaseConnectionProvider.class)
                .getLiquibaseForCustomUpdate(
                    connection,
                    database.getSchema(),
                    changelog,
                    TableMaker.class.getClassLoader(),
                    changes(prefix));
        if (update(changes, prefix)) {
          LOG.tablesMade(prefix);
        }
      } finally {
        if (!connection.getAutoCommit()) {
          connection.rollback();
        }
        connection.setAutoCommit(before);
      }
    } catch (LiquibaseException | SQLException failure) {
      if (DatabaseFailures.isOutage(failure)) {
        throw new AccountsUnavailableException(failure);
      }
      LOG.tablesNotMade(failure, prefix);
      throw new DatabaseRefusedException(failure, DatabaseRefusal.TABLES_NOT_MADE, prefix);
    }
  }

  /**
   * Makes the changes that were not made yet.
   *
   * @return whether there were any
   */
  static boolean update(KeycloakLiquibase changes, String prefix) throws LiquibaseException {
    changes.setChangeLogParameter("prefix", OwnTables.start(prefix));
    try {
      boolean missing = !changes.listUnrunChangeSets(OF_ONE_REALM, ANY, false).isEmpty();
      if (missing) {
        changes.update(OF_ONE_REALM, ANY);
      }
      return missing;
    } finally {
      // What it remembers of a database would be that of the next, as Keycloak has it.
      changes.resetServices();
      Scope.getCurrentScope()
          .getSingleton(ChangeLogHistoryServiceFactory.class)
          .register(new MySQLCustomChangeLogHistoryService());
    }
  }
}
