package io.authservice.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collection;
import java.util.List;

/**
 * What a user was given.
 *
 * @param groups ids in ascending order
 * @param permissions ids of those given to the user itself, in ascending order
 */
@JsonPropertyOrder({GrantForm.GROUPS, GrantForm.PERMISSIONS})
record GrantsRecord(
    @JsonProperty(GrantForm.GROUPS) List<Long> groups,
    @JsonProperty(GrantForm.PERMISSIONS) List<Long> permissions) {

  public GrantsRecord {
    groups = List.copyOf(groups);
    permissions = List.copyOf(permissions);
  }

  /** The same of ids in any order. */
  public static GrantsRecord of(Collection<Long> groups, Collection<Long> permissions) {
    return new GrantsRecord(
        groups.stream().sorted().toList(), permissions.stream().sorted().toList());
  }
}
