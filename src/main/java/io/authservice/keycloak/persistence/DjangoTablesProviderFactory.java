package io.authservice.keycloak.persistence;

import io.authservice.keycloak.persistence.index.SearchIndexes;
import io.authservice.keycloak.persistence.own.UuidTables;
import jakarta.persistence.EntityManager;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
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
  private final UuidTables uuidTables = new UuidTables();

  /** The entities over our tables of UUIDs, in the session's transaction. */
  static EntityManager uuidTables(KeycloakSession session) {
    return ((DjangoTablesProviderFactory)
            session.getKeycloakSessionFactory().getProviderFactory(JpaEntityProvider.class, ID))
        .uuidTables.in(session);
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
    uuidTables.close();
  }

  @Override
  public String getId() {
    return ID;
  }
}
