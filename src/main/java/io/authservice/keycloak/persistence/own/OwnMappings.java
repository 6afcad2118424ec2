package io.authservice.keycloak.persistence.own;

import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.persistence.table.DjangoEntities;
import io.authservice.keycloak.persistence.table.KeyForm;
import io.authservice.keycloak.persistence.table.UserKeyType;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.transaction.jta.platform.spi.JtaPlatform;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorBuilder;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * The tables in Keycloak's own database that Keycloak's Hibernate does not map: those of users with
 * UUIDs, and those with a prefix. The entities are mapped onto each once more, by a Hibernate that
 * works in the transactions and over the connections of Keycloak's. None is there before it is
 * first needed, and none goes before the server does.
 */
public final class OwnMappings implements AutoCloseable {

  private static final String OPEN = "auth-service.own-tables.";

  private final Map<OwnTables, Mapping> mappings = new HashMap<>();

  private record Mapping(StandardServiceRegistry services, SessionFactory sessions) {}

  /** The entity manager of a session, in the session's transaction. The tables must be there. */
  public EntityManager in(KeycloakSession session, OwnTables tables) {
    String key = OPEN + tables.users();
    Session known = session.getAttribute(key, Session.class);
    if (known != null && known.isOpen()) {
      return known;
    }
    EntityManager keycloaks = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    Session opened = over(keycloaks, tables);
    session.setAttribute(key, opened);
    session.getTransactionManager().enlistPrepare(new Flush(opened));
    session.getTransactionManager().enlistAfterCompletion(new Close(opened));
    return opened;
  }

  /** A session of Hibernate's beside that of another, which knows the database. */
  Session over(EntityManager keycloaks, OwnTables tables) {
    return sessions(keycloaks, tables).openSession();
  }

  private synchronized SessionFactory sessions(EntityManager keycloaks, OwnTables tables) {
    return mappings.computeIfAbsent(tables, missing -> mapped(keycloaks, missing)).sessions();
  }

  private static Mapping mapped(EntityManager keycloaks, OwnTables tables) {
    KeyForm form =
        tables.kind() == UserIdKind.INTEGER
            ? KeyForm.INTEGER
            : keycloaks
                .unwrap(Session.class)
                .doReturningWork(connection -> ofUuids(connection, tables.users()));
    StandardServiceRegistry services =
        new StandardServiceRegistryBuilder()
            // Only so are its types told of the settings.
            .applySetting(AvailableSettings.ALLOW_EXTENSIONS_IN_CDI, true)
            .applySetting(UserKeyType.FORM, form)
            .applySettings(
                shared(keycloaks.unwrap(SharedSessionContractImplementor.class).getFactory()))
            .build();
    Metadata metadata =
        new MetadataSources(services)
            .addAnnotatedClasses(DjangoEntities.ALL.toArray(Class<?>[]::new))
            .getMetadataBuilder()
            .applyPhysicalNamingStrategy(new OwnNaming(tables))
            .build();
    if (form.isUuid()) {
      DjangoEntities.giveRandomIds(metadata.getEntityBinding(DjangoEntities.USER.getName()));
    }
    return new Mapping(services, metadata.buildSessionFactory());
  }

  /** As the changelog made the column: databases differ. */
  private static KeyForm ofUuids(Connection connection, String users) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet nothing = statement.executeQuery("select id from " + users + " where 1 = 0")) {
      return nothing.getMetaData().getColumnTypeName(1).equalsIgnoreCase("uuid")
          ? KeyForm.UUID_NATIVE
          : KeyForm.UUID_DIGITS;
    }
  }

  /** What both have in common: the database, how it is reached, and whose the transactions are. */
  private static Map<String, Object> shared(SessionFactoryImplementor other) {
    ServiceRegistryImplementor services = other.getServiceRegistry();
    Map<String, Object> settings = new HashMap<>();
    settings.put(AvailableSettings.DIALECT, other.getJdbcServices().getDialect());
    settings.put(
        AvailableSettings.CONNECTION_PROVIDER,
        new SameConnections(services.requireService(ConnectionProvider.class)));
    settings.put(
        AvailableSettings.CONNECTION_HANDLING,
        other.getSessionFactoryOptions().getPhysicalConnectionHandlingMode());
    settings.put(
        AvailableSettings.TRANSACTION_COORDINATOR_STRATEGY,
        services.requireService(TransactionCoordinatorBuilder.class));
    settings.put(AvailableSettings.JTA_PLATFORM, services.requireService(JtaPlatform.class));
    settings.put(AvailableSettings.HBM2DDL_AUTO, "none");
    // Drivers quote the rows that a database refuses.
    settings.put(AvailableSettings.LOG_JDBC_ERRORS, false);
    settings.put(AvailableSettings.JAKARTA_VALIDATION_MODE, "none");
    if (other.getSessionFactoryOptions().getJdbcTimeZone() != null) {
      settings.put(
          AvailableSettings.JDBC_TIME_ZONE, other.getSessionFactoryOptions().getJdbcTimeZone());
    }
    Identifier schema = other.getSqlStringGenerationContext().getDefaultSchema();
    if (schema != null) {
      settings.put(AvailableSettings.DEFAULT_SCHEMA, schema.render());
    }
    return settings;
  }

  @Override
  public synchronized void close() {
    for (Mapping mapping : mappings.values()) {
      mapping.sessions().close();
      StandardServiceRegistryBuilder.destroy(mapping.services());
    }
    mappings.clear();
  }

  /** Before the commit, so that what the database refuses keeps the transaction from it. */
  private static final class Flush extends AbstractKeycloakTransaction {

    private final Session open;

    private Flush(Session open) {
      this.open = open;
    }

    @Override
    protected void commitImpl() {
      if (open.isOpen()) {
        open.flush();
      }
    }

    @Override
    protected void rollbackImpl() {}
  }

  private static final class Close extends AbstractKeycloakTransaction {

    private final Session open;

    private Close(Session open) {
      this.open = open;
    }

    @Override
    protected void commitImpl() {
      close();
    }

    @Override
    protected void rollbackImpl() {
      close();
    }

    private void close() {
      if (open.isOpen()) {
        open.close();
      }
    }
  }
}
