package io.authservice.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * One group of Django's as administrators see it.
 *
 * @param permissions ids in ascending order
 */
@JsonPropertyOrder({"id", "name", "permissions"})
record GroupRecord(
    @JsonProperty("id") long id,
    @JsonProperty("name") String name,
    @JsonProperty("permissions") List<Long> permissions) {

  public GroupRecord {
    permissions = permissions.stream().sorted().toList();
  }
}
