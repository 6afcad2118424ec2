package io.authservice.keycloak.authority;

import io.authservice.keycloak.account.UserColumns;
import java.util.Set;

/** The columns that are authority, by the names that attributes and tokens know them by. */
public final class FlagNames {

  public static final String IS_STAFF = UserColumns.IS_STAFF;
  public static final String IS_SUPERUSER = UserColumns.IS_SUPERUSER;

  /** The provider of the storage whose users they belong to. */
  public static final String STORAGE = "auth-service-users";

  public static final Set<String> ALL = Set.of(IS_STAFF, IS_SUPERUSER);

  private FlagNames() {}
}
