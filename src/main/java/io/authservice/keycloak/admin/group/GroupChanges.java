package io.authservice.keycloak.admin.group;

import io.authservice.keycloak.account.group.GroupChange;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.group.UnknownReferenceException;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.PermissionNames;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.field.IdsField;
import java.util.Set;
import java.util.function.Supplier;
import org.keycloak.events.admin.OperationType;

/** What superusers do to groups: each a transaction, and one admin event. */
public final class GroupChanges {

  private final AdminRequest exchange;
  private final TargetUsers targets;
  private final AdminEvents events;

  public GroupChanges(AdminRequest exchange, TargetUsers targets, AdminEvents events) {
    this.exchange = exchange;
    this.targets = targets;
    this.events = events;
  }

  /**
   * Adds a group.
   *
   * @throws ApiException 400
   */
  GroupRow add(GroupChange input) {
    return exchange.lasting(
        () -> {
          GroupRow added =
              naming(
                  () ->
                      targets
                          .groups()
                          .add(input.name().orElseThrow(), input.permissionIds().orElse(Set.of())));
          events.group(OperationType.CREATE, added.id(), GroupDifference.ofNew(added, this::names));
          return added;
        },
        ApiException::overtaken);
  }

  /**
   * Changes a group, if it is as the client knew it.
   *
   * @throws ApiException 400, 404, 412
   */
  GroupRow change(long id, GroupChange input) {
    return exchange.lasting(
        () -> {
          RealmGroups groups = targets.groups();
          GroupRow before = held(groups, id);
          GroupRow now = naming(() -> groups.change(id, input).orElseThrow(ApiException::notFound));
          GroupDifference difference = GroupDifference.between(before, now, this::names);
          if (!difference.changesNothing()) {
            events.group(OperationType.UPDATE, id, difference);
          }
          return now;
        },
        ApiException::overtaken);
  }

  /**
   * Removes a group, if it is as the client knew it.
   *
   * @throws ApiException 404, 409, 412
   */
  void remove(long id) {
    exchange.lasting(
        () -> {
          RealmGroups groups = targets.groups();
          GroupRow before = held(groups, id);
          if (!groups.remove(id)) {
            throw ApiException.notFound();
          }
          events.group(OperationType.DELETE, id, GroupDifference.of(before));
          return before;
        },
        () ->
            ApiException.conflict(
                ErrorCode.IN_USE, "Other records refer to this group, so it cannot be deleted."));
  }

  /** The group, which nobody else changes until the transaction ends. */
  private GroupRow held(RealmGroups groups, long id) {
    GroupRow now = groups.change(id, GroupChange.NONE).orElseThrow(ApiException::notFound);
    exchange.requireUnchanged(GroupRecord.tag(now));
    return now;
  }

  private PermissionNames names() {
    return PermissionNames.of(targets.reads());
  }

  private static GroupRow naming(Supplier<GroupRow> work) {
    try {
      return work.get();
    } catch (UnknownReferenceException unknown) {
      throw ApiException.validation(IdsField.unknown(GroupForm.PERMISSIONS, unknown.ids()));
    }
  }
}
