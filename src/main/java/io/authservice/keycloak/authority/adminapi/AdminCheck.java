package io.authservice.keycloak.authority.adminapi;

/** What is looked at before a call to the Admin API is let through. */
enum AdminCheck {
  /** Nothing: it only reads, and Keycloak sees to who may. */
  READ,
  /** Nothing: it concerns no users, groups or roles, and Keycloak's own roles decide. */
  KEYCLOAK,
  /** Nothing: it is a resource of ours, which looks for itself. */
  OURS,
  /**
   * Of users kept in these tables nothing: what is made of the body is looked at where they are
   * written. A user kept elsewhere gets no flags, for tokens would tell of them.
   */
  WRITTEN_USER,
  /** Nobody but administrators of the realm. */
  ADMINISTRATORS,
  /** The user in the path holds no more than the bearer. */
  USER,
  /** The group in the path, and those above it, give no more than the bearer holds. */
  GROUP,
  /** Nor do those below it. */
  GROUPS_BELOW,
  /** Nor does the group that the body names. */
  GROUP_IN_BODY,
  /** The groups that the body makes everyone's give no more than the bearer holds. */
  DEFAULT_GROUPS_IN_BODY,
  /** The role in the path is, and is composed of, no more than the bearer holds. */
  ROLE,
  /** So are the roles that the body names. */
  ROLES_IN_BODY,
  /** So are those that the role in the body is to be composed of. */
  COMPOSITES_IN_BODY,
  /** The client in the path is none that administers, and its service account holds no more. */
  CLIENT,
  /** The client in the path does not carry the permissions of administrators. */
  NO_ADMINISTRATION,
  /** The user of the session in the path holds no more than the bearer. */
  SESSION,
  /** None who holds more than the bearer has failed logins counted. */
  LOCKS,
  /** The component, in the path or in the body, is none that brings users. */
  COMPONENT
}
