package io.authservice.keycloak.persistence;

import io.authservice.keycloak.persistence.index.SearchIndexes;
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
  }

  @Override
  public String getId() {
    return ID;
  }
}
