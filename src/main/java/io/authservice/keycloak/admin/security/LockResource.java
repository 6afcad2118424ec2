package io.authservice.keycloak.admin.security;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.admin.exchange.TargetUsers.Target;
import io.authservice.keycloak.api.users.UserDifference;
import io.authservice.keycloak.token.session.LoginLocks;
import io.authservice.keycloak.wire.error.ApiException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.core.Response;

/** What keeps a user out for a while, after too many wrong passwords. */
public final class LockResource {

  private final UserId id;
  private final AdminRequest exchange;
  private final TargetUsers targets;
  private final LoginLocks locks;
  private final AdminEvents events;

  LockResource(
      UserId id, AdminRequest exchange, TargetUsers targets, LoginLocks locks, AdminEvents events) {
    this.id = id;
    this.exchange = exchange;
    this.targets = targets;
    this.locks = locks;
    this.events = events;
  }

  /** Lets the user in again; 204, whether or not it was kept out. */
  @DELETE
  public Response end() {
    return exchange.answered(
        () -> {
          Target target = targets.changeable(id);
          exchange.requireOnly();
          exchange.lasting(
              () -> {
                if (locks.end(target.user())) {
                  events.userAction(
                      target.user().getId(), "lock", UserDifference.of(target.account()));
                }
                return target;
              },
              ApiException::overtaken);
          return exchange.noContent();
        });
  }
}
