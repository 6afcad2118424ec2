package io.authservice.keycloak.persistence;

import io.authservice.keycloak.persistence.table.DjangoContentType;
import io.authservice.keycloak.persistence.table.DjangoGroup;
import io.authservice.keycloak.persistence.table.DjangoPermission;
import io.authservice.keycloak.persistence.table.DjangoUser;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** The entities, and the changelog that makes their tables in Keycloak's own database. */
public final class DjangoTablesProvider implements JpaEntityProvider {

  private final String factoryId;

  DjangoTablesProvider(String factoryId) {
    this.factoryId = factoryId;
  }

  /** Those that Django has too. */
  public static List<Class<?>> entities() {
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
