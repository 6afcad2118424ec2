package io.authservice.keycloak.persistence.index;

import static io.authservice.keycloak.logging.IndexLog.LOG;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.JpaConnectionProviderFactory;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Sees to the indexes of Keycloak's own database at every start of every node and when a realm gets
 * tables of its own, on a thread of their own: nobody waits for it. Not by the changelog, because
 * nodes that wait for its lock would be waited for.
 */
public final class SearchIndexes implements ProviderEventListener, AutoCloseable {

  private @Nullable IndexBuild underWay;
  private boolean closed;

  @Override
  public void onEvent(ProviderEvent event) {
    if (event instanceof PostMigrationEvent migrated) {
      see(migrated.getFactory());
    }
  }

  /** Makes what is missing, on a thread of its own; nothing if another is at it. */
  public void see(KeycloakSessionFactory factory) {
    Thread thread = new Thread(() -> seeNow(factory), "auth-service-indexes");
    thread.setDaemon(true);
    thread.start();
  }

  private void seeNow(KeycloakSessionFactory factory) {
    if (!(factory.getProviderFactory(JpaConnectionProvider.class)
        instanceof JpaConnectionProviderFactory database)) {
      return;
    }
    // Outside any transaction of Keycloak's, so that each statement is one of its own.
    try (Connection connection = database.getConnection()) {
      if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
        make(connection, Objects.requireNonNullElse(database.getSchema(), ""));
      }
    } catch (SQLException | RuntimeException failure) {
      if (isClosed()) {
        LOG.leftToTheNextStart(failure);
      } else {
        LOG.notAllMade(failure);
      }
    }
  }

  private void make(Connection connection, String schema) throws SQLException {
    boolean before = connection.getAutoCommit();
    connection.setAutoCommit(true);
    IndexBuild build = new IndexBuild(connection, schema);
    try {
      if (begin(build)) {
        long start = System.nanoTime();
        List<String> made = build.run();
        if (!made.isEmpty()) {
          LOG.made(
              made.size(),
              Duration.ofNanos(System.nanoTime() - start).toSeconds(),
              String.join(", ", made));
        }
      }
    } finally {
      finish(build);
      if (!connection.isClosed()) {
        connection.setAutoCommit(before);
      }
    }
  }

  private synchronized boolean begin(IndexBuild build) {
    if (closed || underWay != null) {
      return false;
    }
    underWay = build;
    return true;
  }

  private synchronized void finish(IndexBuild build) {
    if (underWay == build) {
      underWay = null;
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Ends what is under way; whatever is left half done is made again by the next start. */
  @Override
  public synchronized void close() {
    closed = true;
    if (underWay != null) {
      underWay.end();
    }
  }
}
