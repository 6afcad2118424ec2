package io.authservice.keycloak.admin.group;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.admin.exchange.PermissionNames;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What became of a group, as admin events tell it.
 *
 * @param changed the old value and the new one of what is another; the old one of a new group is
 *     null
 */
@JsonPropertyOrder({"id", "name", "changed"})
record GroupDifference(
    @JsonProperty("id") long id,
    @JsonProperty("name") String name,
    @JsonProperty("changed") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, List<@Nullable Object>> changed) {

  GroupDifference {
    changed = Collections.unmodifiableMap(new LinkedHashMap<>(changed));
  }

  /** Of a group that was not there before. */
  static GroupDifference ofNew(GroupRow group, Supplier<PermissionNames> names) {
    return of(group)
        .with(GroupForm.NAME, null, group.name())
        .with(GroupForm.PERMISSIONS, null, names.get().of(group.permissionIds()));
  }

  /**
   * Of a group that was there before.
   *
   * @param names what permissions are called; asked for only if they are others
   */
  static GroupDifference between(GroupRow before, GroupRow after, Supplier<PermissionNames> names) {
    GroupDifference all = of(after);
    if (!before.name().equals(after.name())) {
      all = all.with(GroupForm.NAME, before.name(), after.name());
    }
    if (!before.permissionIds().equals(after.permissionIds())) {
      PermissionNames known = names.get();
      all =
          all.with(
              GroupForm.PERMISSIONS,
              known.of(before.permissionIds()),
              known.of(after.permissionIds()));
    }
    return all;
  }

  /** Of a group that is gone. */
  static GroupDifference of(GroupRow group) {
    return new GroupDifference(group.id(), group.name(), Map.of());
  }

  boolean changesNothing() {
    return changed.isEmpty();
  }

  private GroupDifference with(String member, @Nullable Object before, Object after) {
    Map<String, List<@Nullable Object>> more = new LinkedHashMap<>(changed);
    more.put(member, Arrays.asList(before, after));
    return new GroupDifference(id, name, more);
  }
}
