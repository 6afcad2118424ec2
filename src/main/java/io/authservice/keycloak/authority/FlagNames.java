package io.authservice.keycloak.authority;

import java.util.Set;

/** The columns that are authority, by the names that attributes and tokens know them by. */
public final class FlagNames {

  public static final String IS_STAFF = "is_staff";
  public static final String IS_SUPERUSER = "is_superuser";

  public static final Set<String> ALL = Set.of(IS_STAFF, IS_SUPERUSER);

  private FlagNames() {}
}
