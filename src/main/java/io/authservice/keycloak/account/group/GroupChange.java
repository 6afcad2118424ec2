package io.authservice.keycloak.account.group;

import java.util.Optional;
import java.util.Set;

/**
 * What becomes of a group; what is empty stays.
 *
 * @param permissionIds all that it gives from now on
 */
public record GroupChange(Optional<String> name, Optional<Set<Long>> permissionIds) {

  public static final GroupChange NONE = new GroupChange(Optional.empty(), Optional.empty());

  public GroupChange {
    permissionIds = permissionIds.map(Set::copyOf);
  }
}
