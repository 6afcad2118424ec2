package io.authservice.keycloak.account.group;

import java.util.Set;

/**
 * What an account was given.
 *
 * @param groupIds the groups it is in
 * @param permissionIds the permissions it has itself, beside those of its groups
 */
public record Assignments(Set<Long> groupIds, Set<Long> permissionIds) {

  public Assignments {
    groupIds = Set.copyOf(groupIds);
    permissionIds = Set.copyOf(permissionIds);
  }
}
