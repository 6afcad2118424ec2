package io.authservice.keycloak.admin;

import io.authservice.keycloak.account.group.GroupChange;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.group.GroupSummary;
import io.authservice.keycloak.account.group.UnknownReferenceException;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.field.IdsField;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Django's groups: read by those who see users, changed by superusers. */
public final class GroupsResource {

  private final AdminRequest exchange;
  private final AdminAccess access;
  private final Supplier<RealmGroups> groups;
  private final AdminEvents events;
  private final GroupForm form = new GroupForm();

  GroupsResource(
      AdminRequest exchange, AdminAccess access, Supplier<RealmGroups> groups, AdminEvents events) {
    this.exchange = exchange;
    this.access = access;
    this.groups = groups;
    this.events = events;
  }

  /** Every group, by name, with counts of its permissions and users. */
  @GET
  public Response list() {
    return exchange.answered(
        () -> {
          access.requireMayViewUsers();
          List<GroupListEntry> all =
              groups.get().list().stream().map(GroupsResource::counts).toList();
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
          return exchange.response(200, known(id));
        });
  }

  /** Makes a group; 201. */
  @POST
  public Response create(InputStream body) {
    return exchange.answered(
        () -> {
          RealmGroups writable = access.requireMayGrant(groups.get());
          exchange.requireOnly();
          GroupChange input = form.create(exchange.body(body)).orThrow();
          GroupRecord added =
              exchange.lasting(
                  () -> {
                    GroupRecord made =
                        naming(
                            () ->
                                record(
                                    writable.add(
                                        input.name().orElseThrow(),
                                        input.permissionIds().orElse(Set.of()))));
                    events.groupAdded(made);
                    return made;
                  },
                  ApiException::overtaken);
          return exchange.created(added.id(), added);
        });
  }

  /** Changes the name, the permissions, or both. */
  @PATCH
  @Path("{id:[0-9]{1,19}}")
  public Response change(@PathParam("id") long id, InputStream body) {
    return exchange.answered(
        () -> {
          RealmGroups writable = access.requireMayGrant(groups.get());
          exchange.requireOnly();
          GroupChange input = form.update(exchange.body(body)).orThrow();
          GroupRecord changed =
              exchange.lasting(
                  () -> {
                    GroupRecord now =
                        naming(
                            () ->
                                writable
                                    .change(id, input)
                                    .map(GroupsResource::record)
                                    .orElseThrow(ApiException::notFound));
                    events.groupChanged(now);
                    return now;
                  },
                  ApiException::overtaken);
          return exchange.response(200, changed);
        });
  }

  /** Deletes a group; 204, or 409 if tables that we do not know refer to it. */
  @DELETE
  @Path("{id:[0-9]{1,19}}")
  public Response remove(@PathParam("id") long id) {
    return exchange.answered(
        () -> {
          RealmGroups writable = access.requireMayGrant(groups.get());
          exchange.requireOnly();
          GroupRecord removed = known(id);
          exchange.lasting(
              () -> {
                if (!writable.remove(id)) {
                  throw ApiException.notFound();
                }
                events.groupRemoved(removed);
                return removed;
              },
              () ->
                  ApiException.conflict(
                      ErrorCode.IN_USE,
                      "Other records refer to this group, so it cannot be deleted."));
          return exchange.noContent();
        });
  }

  private GroupRecord known(long id) {
    return groups.get().byId(id).map(GroupsResource::record).orElseThrow(ApiException::notFound);
  }

  private static GroupRecord naming(Supplier<GroupRecord> work) {
    try {
      return work.get();
    } catch (UnknownReferenceException unknown) {
      throw ApiException.validation(IdsField.unknown(GroupForm.PERMISSIONS, unknown.ids()));
    }
  }

  private static GroupListEntry counts(GroupSummary group) {
    return new GroupListEntry(group.id(), group.name(), group.permissions(), group.members());
  }

  private static GroupRecord record(GroupRow group) {
    return new GroupRecord(group.id(), group.name(), List.copyOf(group.permissionIds()));
  }
}
