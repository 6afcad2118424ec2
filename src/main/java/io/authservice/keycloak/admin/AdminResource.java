package io.authservice.keycloak.admin;

import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.api.users.PermissionRecord;
import io.authservice.keycloak.storage.provider.AccountReader;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.storage.remains.RemainsSweep;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What we add to the Admin API, at {@code /admin/realms/<realm>/auth-service/}. */
public final class AdminResource {

  private static final String AFTER = "after";

  private static final int MOST_LOOKED_AT = 10_000;

  private static final String NO_USERS =
      "The table holds no user at all: is it the right one? Nothing was removed.";

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

  /**
   * Removes what Keycloak keeps of users whose rows are gone. Parameter: {@code after}, where the
   * answer before ended, for realms of more users than one call looks at.
   */
  @POST
  @Path("remains")
  public Response removeRemains() {
    return parts
        .exchange()
        .answered(
            () -> {
              parts.access().requireRealmAdministrator();
              parts.exchange().requireOnly(AFTER);
              AccountReader accounts =
                  parts.storages().storage().orElseThrow(ApiException::notFound).reads();
              if (accounts
                  .page(AccountQuery.ALL, AccountOrder.BY_ID, Optional.empty(), 0, 1)
                  .isEmpty()) {
                throw ApiException.conflict(ErrorCode.CONFLICT, NO_USERS);
              }
              RemainsSweep.Swept swept =
                  parts
                      .storages()
                      .sweep(parts.exchange().query(AFTER).orElse(""), MOST_LOOKED_AT)
                      .orElseThrow(ApiException::notFound);
              Map<String, Object> report = new LinkedHashMap<>();
              report.put("checked", swept.checked());
              report.put("removed", swept.removed());
              report.put("next", swept.next());
              parts.events().remainsRemoved(report);
              return parts.exchange().response(200, report);
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
