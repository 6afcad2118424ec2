package io.authservice.keycloak.admin.user;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.group.AssignmentChange;
import io.authservice.keycloak.account.group.Assignments;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.api.users.UserDifference;
import io.authservice.keycloak.wire.error.ApiException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** What one user was given: groups and permissions, which superusers give. */
public final class GrantsResource {

  private final UserId id;
  private final AdminRequest exchange;
  private final AdminAccess access;
  private final TargetUsers targets;
  private final AdminEvents events;
  private final AssignmentForm form = new AssignmentForm();

  GrantsResource(
      UserId id,
      AdminRequest exchange,
      AdminAccess access,
      TargetUsers targets,
      AdminEvents events) {
    this.id = id;
    this.exchange = exchange;
    this.access = access;
    this.targets = targets;
    this.events = events;
  }

  /** The ids of the user's groups, and of the permissions given to the user itself. */
  @GET
  public Response grants() {
    return exchange.answered(
        () -> {
          targets.seen(id);
          return exchange.response(200, record(targets.groups().grants(id)));
        });
  }

  /** Gives and takes groups, permissions, or both. */
  @PATCH
  public Response change(InputStream body) {
    return exchange.answered(
        () -> {
          access.requireMayGrant(targets.groups());
          exchange.requireOnly();
          AssignmentChange change =
              form.update(exchange.body(body, AssignmentForm.GROUPS, AssignmentForm.PERMISSIONS))
                  .orThrow();
          AssignmentsRecord changed =
              exchange.lasting(() -> given(change), ApiException::overtaken);
          return exchange.response(200, changed);
        });
  }

  private AssignmentsRecord given(AssignmentChange change) {
    Account account = targets.reads().held(id).orElseThrow(ApiException::noUserMatches);
    UserGrants grants = new UserGrants(targets.groups(), targets.reads());
    UserDifference difference = grants.change(UserDifference.of(account), change);
    if (!difference.changesNothing()) {
      events.grantsChanged(id, difference);
    }
    return record(grants.of(id));
  }

  private static AssignmentsRecord record(Assignments grants) {
    return AssignmentsRecord.of(grants.groupIds(), grants.permissionIds());
  }
}
