package io.authservice.keycloak.persistence;

import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** The entities, and the changelog that makes their tables in Keycloak's own database. */
final class DjangoTables implements JpaEntityProvider {

  private final String factoryId;

  DjangoTables(String factoryId) {
    this.factoryId = factoryId;
  }

  static List<Class<?>> entities() {
    return List.of(
        DjangoUser.class, DjangoGroup.class, DjangoPermission.class, DjangoContentType.class);
  }

  @Override
  public List<Class<?>> getEntities() {
    return entities();
  }

  @Override
  public String getChangelogLocation() {
    return "META-INF/auth-service-changelog.xml";
  }

  @Override
  public String getFactoryId() {
    return factoryId;
  }

  @Override
  public void close() {}
}
