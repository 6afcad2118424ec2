package io.authservice.keycloak.account.group;

import java.util.Optional;
import java.util.Set;

/**
 * What was sent about a group; empty for what was not.
 *
 * @param name trimmed
 * @param permissions ids
 */
public record GroupInput(Optional<String> name, Optional<Set<Long>> permissions) {

  public static final GroupInput NONE = new GroupInput(Optional.empty(), Optional.empty());
}
