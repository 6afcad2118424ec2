package io.authservice.keycloak.persistence;

import io.authservice.keycloak.persistence.table.DjangoEntities;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** The entities, and the changelog that makes their tables in Keycloak's own database. */
final class DjangoTablesProvider implements JpaEntityProvider {

  private final String factoryId;

  DjangoTablesProvider(String factoryId) {
    this.factoryId = factoryId;
  }

  @Override
  public List<Class<?>> getEntities() {
    return Stream.concat(DjangoEntities.ALL.stream(), Stream.of(ImportRun.class)).toList();
  }

  @Override
  public String getChangelogLocation() {
    return OwnSchema.CHANGELOG;
  }

  @Override
  public String getFactoryId() {
    return factoryId;
  }

  @Override
  public void close() {}
}
