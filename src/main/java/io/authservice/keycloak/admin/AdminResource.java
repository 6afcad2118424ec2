package io.authservice.keycloak.admin;

import io.authservice.keycloak.api.users.PermissionRecord;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.wire.error.ApiException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What we add to the Admin API, at {@code /admin/realms/<realm>/auth-service/}. */
public final class AdminResource {

  private final AdminAssembly parts;

  AdminResource(AdminAssembly parts) {
    this.parts = parts;
  }

  /** Imports of a Django service. */
  @Path("import")
  public ImportResource imports() {
    return parts.imports();
  }

  /** The list of users. */
  @Path("users")
  public UsersResource users() {
    return parts.users();
  }

  /** Django's groups. */
  @Path("groups")
  public GroupsResource groups() {
    return parts.groups();
  }

  /** Every permission that can be given, in Django's order. */
  @GET
  @Path("permissions")
  public Response permissions() {
    return parts
        .exchange()
        .answered(
            () -> {
              parts.access().requireMayViewUsers();
              List<PermissionRecord> all =
                  parts
                      .storages()
                      .storage()
                      .orElseThrow(ApiException::notFound)
                      .reads()
                      .allPermissions()
                      .stream()
                      .map(PermissionRecord::of)
                      .toList();
              return parts.exchange().response(200, all);
            });
  }

  /** Who asks, and whether it may give groups and permissions. */
  @GET
  @Path("session")
  public Response session() {
    return parts
        .exchange()
        .answered(
            () -> {
              parts.access().requireMayViewUsers();
              RealmGroups groups = parts.administration();
              Map<String, Object> session = new LinkedHashMap<>();
              session.put("username", parts.access().bearer().getUser().getUsername());
              session.put("may_grant", parts.access().mayGrant(groups));
              session.put("read_only", !groups.isWritable());
              return parts.exchange().response(200, session);
            });
  }
}
