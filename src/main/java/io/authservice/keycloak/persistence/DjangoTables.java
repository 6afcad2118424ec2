package io.authservice.keycloak.persistence;

import java.util.List;
import java.util.stream.Stream;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** The entities, and the changelog that makes their tables in Keycloak's own database. */
final class DjangoTables implements JpaEntityProvider {

  private final String factoryId;

  DjangoTables(String factoryId) {
    this.factoryId = factoryId;
  }

  /** Those that Django has too. */
  static List<Class<?>> entities() {
    return List.of(
        DjangoUser.class, DjangoGroup.class, DjangoPermission.class, DjangoContentType.class);
  }

  @Override
  public List<Class<?>> getEntities() {
    return Stream.concat(entities().stream(), Stream.of(ImportRun.class)).toList();
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
