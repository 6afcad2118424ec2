package io.authservice.keycloak.persistence.own;

import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.HibernateException;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;

/**
 * The connections of another Hibernate, which stay its own to open and close. In a transaction of
 * JTA's both are given the same.
 */
final class SameConnections implements ConnectionProvider {

  private final transient ConnectionProvider others;

  SameConnections(ConnectionProvider others) {
    this.others = others;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return others.getConnection();
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    others.closeConnection(connection);
  }

  @Override
  public boolean supportsAggressiveRelease() {
    return others.supportsAggressiveRelease();
  }

  @Override
  public boolean isUnwrappableAs(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new HibernateException("No " + type.getName() + " is behind this");
  }
}
