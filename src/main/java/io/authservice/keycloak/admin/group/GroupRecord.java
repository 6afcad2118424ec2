package io.authservice.keycloak.admin.group;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.admin.exchange.EntityTag;
import java.util.List;
import java.util.TreeSet;

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

  static GroupRecord of(GroupRow group) {
    return new GroupRecord(group.id(), group.name(), List.copyOf(group.permissionIds()));
  }

  /** The tag of how the group is. */
  static EntityTag tag(GroupRow group) {
    return EntityTag.of(List.of(group.id(), group.name(), new TreeSet<>(group.permissionIds())));
  }
}
