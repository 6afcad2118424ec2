package io.authservice.keycloak.admin.user;

import io.authservice.keycloak.admin.bulk.LockedUsers;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.admin.security.UserSecurity;
import io.authservice.keycloak.api.users.UserWrites;
import io.authservice.keycloak.token.session.LoginLocks;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What answers for users, put together. */
public final class UserResources {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AdminRequest exchange;
  private final AdminAccess access;
  private final TargetUsers targets;
  private final AdminEvents events;

  public UserResources(
      KeycloakSession session,
      RealmModel realm,
      AdminRequest exchange,
      AdminAccess access,
      TargetUsers targets,
      AdminEvents events) {
    this.session = session;
    this.realm = realm;
    this.exchange = exchange;
    this.access = access;
    this.targets = targets;
    this.events = events;
  }

  /** The list, and what leads to each user. */
  public UsersResource users(
      UserPages pages, LockedUsers locked, UserWrites writes, UserSecurity security) {
    ManagedUserChanges changes = new ManagedUserChanges(exchange, targets, writes, events);
    return new UsersResource(
        exchange,
        access,
        pages,
        locked,
        changes,
        id ->
            new UserResource(
                id,
                exchange,
                access,
                targets,
                events,
                changes,
                new Belongings(session, realm),
                new LoginLocks(session, realm),
                security));
  }
}
