package io.authservice.keycloak.persistence;

import io.authservice.keycloak.persistence.index.SearchIndexes;
import io.authservice.keycloak.persistence.own.OwnMappings;
import io.authservice.keycloak.persistence.own.OwnTables;
import io.authservice.keycloak.persistence.own.TableMaker;
import jakarta.persistence.EntityManager;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Adds the Django-shaped tables to Keycloak's own database, and once the server is up the indexes
 * for searches among users.
 */
public final class DjangoTablesProviderFactory implements JpaEntityProviderFactory {

  /** Its first ten letters name the table of applied changes; never rename it. */
  private static final String ID = "authservice";

  private final SearchIndexes indexes = new SearchIndexes();
  private final OwnMappings mappings = new OwnMappings();
  private final TableMaker maker = new TableMaker(OwnSchema.CHANGELOG);

  /** That of the server. */
  static DjangoTablesProviderFactory of(KeycloakSession session) {
    return (DjangoTablesProviderFactory)
        session.getKeycloakSessionFactory().getProviderFactory(JpaEntityProvider.class, ID);
  }

  /** The entities over tables that Keycloak's own do not know, in the session's transaction. */
  EntityManager entities(KeycloakSession session, OwnTables tables) {
    require(session, tables.prefix());
    return mappings.in(session, tables);
  }

  /** Sees to tables with a prefix, unless this server has done so. */
  void require(KeycloakSession session, String prefix) {
    maker.require(session.getKeycloakSessionFactory(), prefix);
  }

  /** Sees to tables with a prefix before they are a realm's, and to their indexes afterwards. */
  void make(KeycloakSession session, String prefix) {
    KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
    maker.make(factory, prefix);
    session.getTransactionManager().enlistAfterCompletion(new Indexing(() -> indexes.see(factory)));
  }

  @Override
  public JpaEntityProvider create(KeycloakSession session) {
    return new DjangoTablesProvider(ID);
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(indexes);
  }

  @Override
  public void close() {
    indexes.close();
    mappings.close();
  }

  @Override
  public String getId() {
    return ID;
  }

  /** Begins once it can be seen whose the tables are. */
  private static final class Indexing extends AbstractKeycloakTransaction {

    private final Runnable begin;

    private Indexing(Runnable begin) {
      this.begin = begin;
    }

    @Override
    protected void commitImpl() {
      begin.run();
    }

    @Override
    protected void rollbackImpl() {}
  }
}
