package io.authservice.keycloak.admin.user;

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
@JsonPropertyOrder({AssignmentForm.GROUPS, AssignmentForm.PERMISSIONS})
record AssignmentsRecord(
    @JsonProperty(AssignmentForm.GROUPS) List<Long> groups,
    @JsonProperty(AssignmentForm.PERMISSIONS) List<Long> permissions) {

  public AssignmentsRecord {
    groups = List.copyOf(groups);
    permissions = List.copyOf(permissions);
  }

  /** The same of ids in any order. */
  public static AssignmentsRecord of(Collection<Long> groups, Collection<Long> permissions) {
    return new AssignmentsRecord(
        groups.stream().sorted().toList(), permissions.stream().sorted().toList());
  }
}
