package io.authservice.keycloak.persistence.bridge;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration.TransactionIsolation;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.authservice.keycloak.account.AccountsUnavailableException;
import java.sql.SQLException;
import java.time.Duration;

/** The connections a node keeps to a Django database: none while nobody asks. */
final class ConnectionPool {

  private static final Duration IDLE = Duration.ofMinutes(5);

  private final DatabaseKind kind;
  private final BridgeSettings database;

  ConnectionPool(DatabaseKind kind, BridgeSettings database) {
    this.kind = kind;
    this.database = database;
  }

  /** Opens the pool; connects to nothing yet. */
  AgroalDataSource open() {
    AgroalDataSourceConfigurationSupplier configuration =
        new AgroalDataSourceConfigurationSupplier()
            .metricsEnabled(true)
            .connectionPoolConfiguration(
                pool ->
                    pool.initialSize(0)
                        .minSize(0)
                        .maxSize(database.poolSize())
                        .reapTimeout(IDLE)
                        .acquisitionTimeout(database.timeout())
                        .validateOnBorrow(true)
                        .connectionValidator(new ConnectionCheck(database.timeout()))
                        .connectionFactoryConfiguration(this::connections));
    try {
      return AgroalDataSource.from(configuration);
    } catch (SQLException failure) {
      throw new AccountsUnavailableException(failure);
    }
  }

  private AgroalConnectionFactoryConfigurationSupplier connections(
      AgroalConnectionFactoryConfigurationSupplier factory) {
    factory
        .connectionProviderClass(kind.driver())
        .jdbcUrl(database.url())
        .autoCommit(false)
        .initialSql(kind.initialSql(database));
    kind.properties(database).forEach(factory::jdbcProperty);
    if (kind != DatabaseKind.SQLITE) {
      // Django's own choice on each of them.
      factory.jdbcTransactionIsolation(TransactionIsolation.READ_COMMITTED);
    }
    if (!database.user().isEmpty()) {
      factory
          .principal(new NamePrincipal(database.user()))
          .credential(new SimplePassword(database.password()));
    }
    return factory;
  }
}
