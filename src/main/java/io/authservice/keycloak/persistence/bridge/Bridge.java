package io.authservice.keycloak.persistence.bridge;

import io.agroal.api.AgroalDataSource;
import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.model.UserModel;
import io.authservice.keycloak.persistence.table.DjangoEntities;
import io.authservice.keycloak.persistence.table.KeyForm;
import io.authservice.keycloak.persistence.table.UserKeyType;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.hibernate.FlushMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataBuilder;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.engine.transaction.jta.platform.internal.NoJtaPlatform;
import org.jspecify.annotations.Nullable;

/**
 * An open Django database: its connections, and the entities mapped onto its tables. Whoever uses
 * it holds a lease; once it is retired it closes with the last of them.
 */
public final class Bridge {

  private final BridgeSettings database;
  private final AgroalDataSource pool;
  private final StandardServiceRegistry services;
  private final SessionFactory sessions;
  private final DjangoSchema schema;
  private int leases;
  private boolean retired;

  private Bridge(
      BridgeSettings database,
      AgroalDataSource pool,
      StandardServiceRegistry services,
      SessionFactory sessions,
      DjangoSchema schema) {
    this.database = database;
    this.pool = pool;
    this.services = services;
    this.sessions = sessions;
    this.schema = schema;
  }

  /**
   * Connects and looks at the tables.
   *
   * @throws AccountsUnavailableException if the database does not answer
   * @throws DatabaseRefusedException if its tables are not Django's, or its driver is missing
   */
  public static Bridge open(BridgeSettings database) {
    DatabaseKind kind = DatabaseKind.of(database.url());
    AgroalDataSource pool = new ConnectionPool(kind, database).open();
    StandardServiceRegistry services = null;
    boolean opened = false;
    try {
      DjangoSchema schema = schema(pool, database);
      services = services(kind, pool, schema.key());
      SessionFactory sessions = sessions(kind, services, schema);
      opened = true;
      return new Bridge(database, pool, services, sessions, schema);
    } catch (SQLException failure) {
      throw new AccountsUnavailableException(failure);
    } catch (RuntimeException failure) {
      throw DatabaseFailures.translated(failure);
    } finally {
      if (!opened) {
        close(pool, services);
      }
    }
  }

  private static DjangoSchema schema(AgroalDataSource pool, BridgeSettings database)
      throws SQLException {
    try (Connection connection = pool.getConnection()) {
      DjangoSchema schema =
          DjangoSchema.of(connection, database.userTable(), UserModel.read(database.userModel()));
      connection.rollback();
      return schema;
    }
  }

  private static StandardServiceRegistry services(
      DatabaseKind kind, AgroalDataSource pool, KeyForm key) {
    StandardServiceRegistryBuilder builder =
        new StandardServiceRegistryBuilder()
            // Only so are its types told of the settings.
            .applySetting(AvailableSettings.ALLOW_EXTENSIONS_IN_CDI, true)
            .applySetting(UserKeyType.FORM, key)
            .applySettings(
                Map.of(
                    AvailableSettings.CONNECTION_PROVIDER,
                    new PooledConnections(pool),
                    // No connection is taken before the first statement.
                    AvailableSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT,
                    true,
                    AvailableSettings.TRANSACTION_COORDINATOR_STRATEGY,
                    "jdbc",
                    AvailableSettings.JTA_PLATFORM,
                    NoJtaPlatform.INSTANCE,
                    AvailableSettings.HBM2DDL_AUTO,
                    "none",
                    // Drivers quote the rows that a database refuses.
                    AvailableSettings.LOG_JDBC_ERRORS,
                    false,
                    AvailableSettings.JAKARTA_VALIDATION_MODE,
                    "none",
                    AvailableSettings.JDBC_TIME_ZONE,
                    "UTC"));
    kind.dialect().ifPresent(name -> builder.applySetting(AvailableSettings.DIALECT, name));
    return builder.build();
  }

  private static SessionFactory sessions(
      DatabaseKind kind, StandardServiceRegistry services, DjangoSchema schema) {
    MetadataBuilder metadata =
        new MetadataSources(services)
            .addAnnotatedClasses(DjangoEntities.ALL.toArray(Class<?>[]::new))
            .getMetadataBuilder()
            .applyPhysicalNamingStrategy(new UserModelNaming(schema));
    if (kind == DatabaseKind.SQLITE) {
      metadata.applyAttributeConverter(SqliteMoment.class, true);
    }
    UserModelMapping mapping = new UserModelMapping(schema);
    Metadata built = metadata.build();
    mapping.applyTo(built);
    return built.getSessionFactoryBuilder().applyStatementInspector(mapping.newRows()).build();
  }

  BridgeSettings database() {
    return database;
  }

  /** Connections in use. */
  long activeConnections() {
    return pool.getMetrics().activeCount();
  }

  /** Connections that nobody uses. */
  long idleConnections() {
    return pool.getMetrics().availableCount();
  }

  /** Threads that wait for a connection. */
  long waitingThreads() {
    return pool.getMetrics().awaitingCount();
  }

  public UserReferences references() {
    return new UserReferences(schema);
  }

  public UserModel model() {
    return schema.model();
  }

  /** An entity manager in a transaction; {@link #release} takes it back. Null once retired. */
  public synchronized @Nullable EntityManager lease() {
    if (retired) {
      return null;
    }
    Session session = sessions.openSession();
    session.beginTransaction();
    if (database.readOnly()) {
      session.setDefaultReadOnly(true);
      session.setHibernateFlushMode(FlushMode.MANUAL);
    }
    leases++;
    return session;
  }

  boolean isOpen() {
    return sessions.isOpen();
  }

  /** Closes a leased entity manager, and the bridge if it was the last of a retired one. */
  void release(EntityManager leased) {
    try {
      leased.close();
    } finally {
      endLease();
    }
  }

  private synchronized void endLease() {
    leases--;
    closeIfDone();
  }

  /** Leases no more. */
  public synchronized void retire() {
    retired = true;
    closeIfDone();
  }

  private void closeIfDone() {
    if (retired && leases == 0) {
      sessions.close();
      close(pool, services);
    }
  }

  private static void close(AgroalDataSource pool, @Nullable StandardServiceRegistry services) {
    if (services != null) {
      StandardServiceRegistryBuilder.destroy(services);
    }
    pool.close();
  }
}
