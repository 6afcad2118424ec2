package io.authservice.keycloak.account.group;

import java.util.Optional;
import java.util.Set;

/** The ids of the groups and permissions that were sent for a user; empty for what was not. */
public record GrantInput(Optional<Set<Long>> groups, Optional<Set<Long>> permissions) {

  public static final GrantInput NONE = new GrantInput(Optional.empty(), Optional.empty());
}
