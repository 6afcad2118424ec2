package io.authservice.keycloak.admin.group;

import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.group.GroupChange;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.group.GroupSummary;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.admin.user.UserPages;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.FieldErrors;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;

/** Django's groups: read by those who see users, changed by superusers. */
public final class GroupsResource {

  private final AdminRequest exchange;
  private final AdminAccess access;
  private final TargetUsers targets;
  private final GroupChanges changes;
  private final UserPages pages;
  private final GroupForm form = new GroupForm();

  public GroupsResource(
      AdminRequest exchange,
      AdminAccess access,
      TargetUsers targets,
      GroupChanges changes,
      UserPages pages) {
    this.exchange = exchange;
    this.access = access;
    this.targets = targets;
    this.changes = changes;
    this.pages = pages;
  }

  /** Every group, by name, with counts of its permissions and users unless {@code count=false}. */
  @GET
  public Response list() {
    return exchange.answered(
        () -> {
          access.requireMayViewUsers();
          exchange.requireOnly(UserPages.COUNT);
          requireNoComplaints();
          List<GroupListEntry> all =
              targets.groups().list(pages.counted()).stream().map(GroupsResource::entry).toList();
          return exchange.response(200, all);
        });
  }

  /** One group with the ids of its permissions. */
  @GET
  @Path("{id:[0-9]{1,19}}")
  public Response retrieve(@PathParam("id") long id) {
    return exchange.answered(
        () -> {
          access.requireMayViewUsers();
          return answer(known(id));
        });
  }

  /** Those who are in the group. Parameters: {@code limit}, {@code offset}, {@code count}. */
  @GET
  @Path("{id:[0-9]{1,19}}/members")
  public Response members(@PathParam("id") long id) {
    return exchange.answered(
        () -> {
          access.requireMayViewUsers();
          exchange.requireOnly(UserPages.LIMIT, UserPages.OFFSET, UserPages.COUNT);
          requireNoComplaints();
          AccountQuery inGroup = AccountQuery.ALL.and(new AccountQuery.InGroup(known(id).name()));
          return exchange.response(
              200, pages.page(inGroup, new AccountOrder(UserField.USERNAME, false)));
        });
  }

  /** Makes a group; 201. */
  @POST
  public Response create(InputStream body) {
    return exchange.answered(
        () -> {
          access.requireMayGrant(targets.groups());
          exchange.requireOnly();
          GroupChange input = form.create(exchange.body(body, GroupForm.MEMBERS)).orThrow();
          GroupRow added = changes.add(input);
          return exchange.tagged(
              exchange.created(Long.toString(added.id()), GroupRecord.of(added)),
              GroupRecord.tag(added));
        });
  }

  /** Changes the name, the permissions, or both. */
  @PATCH
  @Path("{id:[0-9]{1,19}}")
  public Response change(@PathParam("id") long id, InputStream body) {
    return exchange.answered(
        () -> {
          access.requireMayGrant(targets.groups());
          exchange.requireOnly();
          GroupChange input = form.update(exchange.body(body, GroupForm.MEMBERS)).orThrow();
          return answer(changes.change(id, input));
        });
  }

  /** Deletes a group; 204, or 409 if tables that we do not know refer to it. */
  @DELETE
  @Path("{id:[0-9]{1,19}}")
  public Response remove(@PathParam("id") long id) {
    return exchange.answered(
        () -> {
          access.requireMayGrant(targets.groups());
          exchange.requireOnly();
          changes.remove(id);
          return exchange.noContent();
        });
  }

  private Response answer(GroupRow group) {
    return exchange.tagged(exchange.response(200, GroupRecord.of(group)), GroupRecord.tag(group));
  }

  private GroupRow known(long id) {
    return targets.groups().byId(id).orElseThrow(ApiException::notFound);
  }

  private void requireNoComplaints() {
    FieldErrors complaints = pages.complaints();
    if (!complaints.isEmpty()) {
      throw ApiException.validation(complaints);
    }
  }

  private static GroupListEntry entry(GroupSummary group) {
    return new GroupListEntry(group.id(), group.name(), group.permissions(), group.members());
  }
}
