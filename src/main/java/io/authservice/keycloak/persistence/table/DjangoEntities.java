package io.authservice.keycloak.persistence.table;

import java.util.List;

/** The entities over Django's tables, in whosever database they are. */
public final class DjangoEntities {

  /** All of them. */
  public static final List<Class<?>> ALL =
      List.of(DjangoUser.class, DjangoGroup.class, DjangoPermission.class, DjangoContentType.class);

  /** That of users. */
  public static final Class<?> USER = DjangoUser.class;

  private DjangoEntities() {}
}
