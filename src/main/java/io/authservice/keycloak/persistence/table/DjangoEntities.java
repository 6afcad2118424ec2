package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.RowImport;
import jakarta.persistence.EntityManager;
import java.util.EnumSet;
import java.util.List;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.generator.BeforeExecutionGenerator;
import org.hibernate.generator.EventType;
import org.hibernate.generator.EventTypeSets;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.SimpleValue;
import org.hibernate.metamodel.spi.MappingMetamodelImplementor;
import org.jspecify.annotations.Nullable;

/** The entities over Django's tables, in whosever database they are. */
public final class DjangoEntities {

  /** All of them. */
  public static final List<Class<?>> ALL =
      List.of(DjangoUser.class, DjangoGroup.class, DjangoPermission.class, DjangoContentType.class);

  /** That of users. */
  public static final Class<?> USER = DjangoUser.class;

  private DjangoEntities() {}

  /** The table that users are mapped to, as statements name it. */
  public static String userTable(EntityManager em) {
    return table(em, DjangoUser.class);
  }

  /** That of the groups that users are in. */
  public static String groupsTable(EntityManager em) {
    return linkTable(em, DjangoUser.class, "groups");
  }

  /** That of the permissions that users have themselves. */
  public static String permissionsTable(EntityManager em) {
    return linkTable(em, DjangoUser.class, "permissions");
  }

  /** That of the permissions that groups give. */
  public static String groupPermissionsTable(EntityManager em) {
    return linkTable(em, DjangoGroup.class, "permissions");
  }

  /** That of rows of a kind. */
  public static String table(EntityManager em, RowImport.Table rows) {
    return table(
        em,
        switch (rows) {
          case CONTENT_TYPES -> DjangoContentType.class;
          case PERMISSIONS -> DjangoPermission.class;
          case GROUPS -> DjangoGroup.class;
          case USERS -> DjangoUser.class;
        });
  }

  private static String table(EntityManager em, Class<?> entity) {
    return metamodel(em).getEntityDescriptor(entity).getMappedTableDetails().getTableName();
  }

  private static String linkTable(EntityManager em, Class<?> entity, String property) {
    return metamodel(em)
        .getCollectionDescriptor(entity.getName() + "." + property)
        .getAttributeMapping()
        .getSeparateCollectionTable();
  }

  private static MappingMetamodelImplementor metamodel(EntityManager em) {
    return em.unwrap(SharedSessionContractImplementor.class).getFactory().getMappingMetamodel();
  }

  /** Has new users given random UUIDs, for tables whose database does not count them. */
  public static void giveRandomIds(PersistentClass users) {
    ((SimpleValue) users.getIdentifier()).setCustomIdGeneratorCreator(made -> new RandomId());
  }

  /** The ids of users who are new in a table of UUIDs, which Django makes itself. */
  private static final class RandomId implements BeforeExecutionGenerator {

    @Override
    public Object generate(
        SharedSessionContractImplementor session,
        Object owner,
        @Nullable Object currentValue,
        EventType eventType) {
      return UserId.random();
    }

    @Override
    public EnumSet<EventType> getEventTypes() {
      return EventTypeSets.INSERT_ONLY;
    }
  }
}
