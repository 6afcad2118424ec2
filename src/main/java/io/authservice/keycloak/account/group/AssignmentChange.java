package io.authservice.keycloak.account.group;

import java.util.Optional;
import java.util.Set;

/**
 * What an account is given; what is empty stays.
 *
 * @param groupIds all groups it is in from now on
 * @param permissionIds all permissions it has itself from now on
 */
public record AssignmentChange(Optional<Set<Long>> groupIds, Optional<Set<Long>> permissionIds) {

  public static final AssignmentChange NONE =
      new AssignmentChange(Optional.empty(), Optional.empty());

  public AssignmentChange {
    groupIds = groupIds.map(Set::copyOf);
    permissionIds = permissionIds.map(Set::copyOf);
  }
}
