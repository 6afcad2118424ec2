package io.authservice.keycloak.persistence.bridge;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.hibernate.HibernateException;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;

/**
 * Hands a pool's connections to Hibernate. Where there is none to be had, that is an outage
 * whatever the driver calls it: PostgreSQL's, interrupted by the pool's own time-out, speaks of
 * something unusual.
 */
final class PooledConnections implements ConnectionProvider {

  /** sqlclient_unable_to_establish_sqlconnection. */
  private static final String NO_CONNECTION = "08001";

  private final transient AgroalDataSource pool;

  PooledConnections(AgroalDataSource pool) {
    this.pool = pool;
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      return pool.getConnection();
    } catch (SQLException failure) {
      throw new SQLNonTransientConnectionException(failure.getMessage(), NO_CONNECTION, failure);
    }
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    connection.close();
  }

  @Override
  public boolean supportsAggressiveRelease() {
    return true;
  }

  @Override
  public boolean isUnwrappableAs(Class<?> type) {
    return type.isInstance(this) || type.isInstance(pool);
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    if (type.isInstance(pool)) {
      return type.cast(pool);
    }
    throw new HibernateException("No " + type.getName() + " is behind this");
  }
}
