package io.authservice.keycloak.admin.exchange;

import io.authservice.keycloak.account.key.UserId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * Keycloak's admin events for what is done by our part of the Admin API. They are written in the
 * transaction of the change: either both are kept or neither.
 */
public final class AdminEvents {

  private static final String GROUP = "AUTH_SERVICE_GROUP";
  private static final String GRANTS = "AUTH_SERVICE_GRANTS";
  private static final String REMAINS = "AUTH_SERVICE_REMAINS";
  private static final String EXPORT = "AUTH_SERVICE_EXPORT";
  private static final String SETUP = "AUTH_SERVICE_SETUP";
  private static final String OURS = "auth-service";
  private static final String USERS = "users";

  private final AdminEventBuilder events;

  public AdminEvents(AdminEventBuilder events) {
    this.events = events;
  }

  /**
   * A user was made, changed or removed.
   *
   * @param difference what has changed
   */
  public void user(OperationType operation, String keycloakId, Object difference) {
    userEvent(operation, difference).resourcePath(USERS, keycloakId).success();
  }

  /**
   * Something was done to a user that its columns do not tell.
   *
   * @param action as Keycloak's own paths of the Admin API call it, where it has one
   * @param subject the user; null if the event is to tell nothing but the path
   */
  public void userAction(String keycloakId, String action, @Nullable Object subject) {
    userEvent(OperationType.ACTION, subject).resourcePath(USERS, keycloakId, action).success();
  }

  /** A group was made, changed or removed. */
  public void group(OperationType operation, long id, Object difference) {
    event(operation, difference)
        .resource(GROUP)
        .resourcePath(OURS, "groups", Long.toString(id))
        .success();
  }

  /** A user was given groups or permissions, or lost some. */
  public void grantsChanged(UserId userId, Object difference) {
    event(OperationType.UPDATE, difference)
        .resource(GRANTS)
        .resourcePath(OURS, USERS, userId.toString(), "grants")
        .success();
  }

  /** What was kept of users who are gone was removed. */
  public void remainsRemoved(Map<String, Object> report) {
    event(OperationType.ACTION, report).resource(REMAINS).resourcePath(OURS, "remains").success();
  }

  /** What a realm lacked of the template was added. */
  public void realmSetUp(Object report) {
    event(OperationType.ACTION, report).resource(SETUP).resourcePath(OURS, "setup").success();
  }

  /** The list of users was read as a file, by these parameters. */
  public void usersExported(Map<String, String> parameters) {
    event(OperationType.ACTION, parameters)
        .resource(EXPORT)
        .resourcePath(OURS, USERS, "export")
        .success();
  }

  /** Those of another session of the same request, to be kept in its transaction. */
  public AdminEvents in(KeycloakSession session) {
    return new AdminEvents(events.clone(session));
  }

  private AdminEventBuilder userEvent(OperationType operation, @Nullable Object representation) {
    return event(operation, representation).resource(ResourceType.USER);
  }

  /** The builder keeps what it was given for the event before. */
  private AdminEventBuilder event(OperationType operation, @Nullable Object representation) {
    events.getEvent().setRepresentation(null);
    return representation == null
        ? events.operation(operation)
        : events.operation(operation).representation(representation);
  }
}
