package io.authservice.keycloak.admin;

import java.util.Map;
import org.keycloak.events.admin.OperationType;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * Keycloak's admin events for changes of groups and grants. They are written in the transaction of
 * the change: either both are kept or neither.
 */
final class AdminEvents {

  private static final String GROUP = "AUTH_SERVICE_GROUP";
  private static final String GRANTS = "AUTH_SERVICE_GRANTS";
  private static final String REMAINS = "AUTH_SERVICE_REMAINS";

  private final AdminEventBuilder events;

  AdminEvents(AdminEventBuilder events) {
    this.events = events;
  }

  void groupAdded(GroupRecord group) {
    group(OperationType.CREATE, group.id()).representation(group).success();
  }

  void groupChanged(GroupRecord group) {
    group(OperationType.UPDATE, group.id()).representation(group).success();
  }

  void groupRemoved(GroupRecord group) {
    group(OperationType.DELETE, group.id()).representation(group).success();
  }

  void grantsChanged(long userId, AssignmentsRecord grants) {
    events
        .operation(OperationType.UPDATE)
        .resource(GRANTS)
        .resourcePath("auth-service", "users", Long.toString(userId), "grants")
        .representation(grants)
        .success();
  }

  void remainsRemoved(Map<String, Object> report) {
    events
        .operation(OperationType.ACTION)
        .resource(REMAINS)
        .resourcePath("auth-service", "remains")
        .representation(report)
        .success();
  }

  private AdminEventBuilder group(OperationType operation, long id) {
    return events
        .operation(operation)
        .resource(GROUP)
        .resourcePath("auth-service", "groups", Long.toString(id));
  }
}
