package io.authservice.keycloak.account.group;

import java.util.Set;

/** A row of {@code auth_group} with the permissions the group gives. */
public record GroupRow(long id, String name, Set<Long> permissionIds) {

  public GroupRow {
    permissionIds = Set.copyOf(permissionIds);
  }
}
