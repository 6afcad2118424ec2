package io.authservice.keycloak.admin.user;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.admin.security.LockResource;
import io.authservice.keycloak.admin.security.PasswordResource;
import io.authservice.keycloak.admin.security.RequiredActionsResource;
import io.authservice.keycloak.admin.security.ResetLinkResource;
import io.authservice.keycloak.admin.security.SecondFactorsResource;
import io.authservice.keycloak.admin.security.SecurityResource;
import io.authservice.keycloak.admin.security.SessionsResource;
import io.authservice.keycloak.admin.security.UserSecurity;
import io.authservice.keycloak.token.session.LoginLocks;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.keycloak.models.UserModel;

/** One user, and what leads to all that concerns it. */
public final class UserResource {

  private final UserId id;
  private final AdminRequest exchange;
  private final AdminAccess access;
  private final TargetUsers targets;
  private final AdminEvents events;
  private final ManagedUserChanges changes;
  private final Belongings belongings;
  private final LoginLocks locks;
  private final UserSecurity security;

  UserResource(
      UserId id,
      AdminRequest exchange,
      AdminAccess access,
      TargetUsers targets,
      AdminEvents events,
      ManagedUserChanges changes,
      Belongings belongings,
      LoginLocks locks,
      UserSecurity security) {
    this.id = id;
    this.exchange = exchange;
    this.access = access;
    this.targets = targets;
    this.events = events;
    this.changes = changes;
    this.belongings = belongings;
    this.locks = locks;
    this.security = security;
  }

  /** The user, and how whoever asks stands to it. */
  @GET
  public Response retrieve() {
    return exchange.answered(
        () -> {
          Account account = targets.seen(id);
          exchange.requireOnly();
          TaggedUser tagged = changes.tagged(account);
          UserModel user = targets.model(account);
          return exchange.tagged(
              exchange.response(
                  200,
                  new ManagedUserDetail(
                      tagged.user(), access.mayChange(user), locks.isLocked(user))),
              tagged.tag());
        });
  }

  /** Changes what is sent. */
  @PATCH
  public Response change(InputStream body) {
    return exchange.answered(
        () -> {
          TaggedUser changed = changes.change(id, body);
          return exchange.tagged(exchange.response(200, changed.user()), changed.tag());
        });
  }

  /** Deletes the user; 204. */
  @DELETE
  public Response remove() {
    return exchange.answered(
        () -> {
          changes.remove(id);
          return exchange.noContent();
        });
  }

  /** What a deletion takes along, in numbers. */
  @GET
  @Path("belongings")
  public Response belongings() {
    return exchange.answered(
        () -> {
          Account account = targets.seen(id);
          exchange.requireOnly();
          return exchange.response(
              200, belongings.of(targets.model(account), targets.groups().grants(id)));
        });
  }

  /** What the user was given. */
  @Path("grants")
  public GrantsResource grants() {
    return new GrantsResource(id, exchange, access, targets, events);
  }

  /** A new password. */
  @Path("password")
  public PasswordResource password() {
    return security.password(id);
  }

  /** An e-mail with a link to a new password. */
  @Path("reset-link")
  public ResetLinkResource resetLink() {
    return security.resetLink(id);
  }

  /** How the account is kept. */
  @Path("security")
  public SecurityResource security() {
    return security.overview(id);
  }

  /** What the user has to do at its next login. */
  @Path("required-actions")
  public RequiredActionsResource requiredActions() {
    return security.requiredActions(id);
  }

  /** What the user proves itself by beside the password. */
  @Path("second-factors")
  public SecondFactorsResource secondFactors() {
    return security.secondFactors(id);
  }

  /** Where the user is logged in. */
  @Path("sessions")
  public SessionsResource sessions() {
    return security.sessions(id);
  }

  /** The temporary lock after too many wrong passwords. */
  @Path("lock")
  public LockResource lock() {
    return security.lock(id);
  }
}
