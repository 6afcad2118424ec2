package io.authservice.keycloak.persistence.bridge;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks at a connection before it is used. Where one has just been found dead its fellows are taken
 * for dead too: to wait for each in turn would multiply the time-out by the size of the pool.
 */
final class ConnectionCheck implements ConnectionValidator {

  /** How long an idle connection has for a word. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final long mistrustNanos;
  private final AtomicLong lastFound = new AtomicLong();

  /**
   * A validator of one pool.
   *
   * @param mistrust for how long one dead connection tells of others
   */
  ConnectionCheck(Duration mistrust) {
    this.mistrustNanos = mistrust.toNanos();
    lastFound.set(System.nanoTime() - mistrustNanos);
  }

  @Override
  public boolean isValid(Connection connection) {
    if (System.nanoTime() - lastFound.get() < mistrustNanos) {
      return false;
    }
    if (answers(connection)) {
      return true;
    }
    lastFound.set(System.nanoTime());
    return false;
  }

  private static boolean answers(Connection connection) {
    try {
      return connection.isValid((int) PATIENCE.toSeconds());
    } catch (SQLException dead) {
      return false;
    }
  }
}
