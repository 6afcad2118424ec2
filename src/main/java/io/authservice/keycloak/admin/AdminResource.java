package io.authservice.keycloak.admin;

import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.admin.group.GroupsResource;
import io.authservice.keycloak.admin.security.PasswordPolicyResource;
import io.authservice.keycloak.admin.user.UsersResource;
import io.authservice.keycloak.storage.provider.AccountReader;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.storage.remains.RemainsSweep;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

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

  /** Users. */
  @Path("users")
  public UsersResource users() {
    return parts.users();
  }

  /** Django's groups. */
  @Path("groups")
  public GroupsResource groups() {
    return parts.groups();
  }

  /** What the realm asks of passwords. */
  @Path("password-policy")
  public PasswordPolicyResource passwordPolicy() {
    return parts.passwordPolicy();
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
              List<ListedPermission> all =
                  parts
                      .storages()
                      .storage()
                      .orElseThrow(ApiException::notFound)
                      .reads()
                      .allPermissions()
                      .stream()
                      .map(ListedPermission::of)
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

  /**
   * What of a Django service moves, and what people will notice. Parameters: {@code source}, {@code
   * user-model} and {@code file}, as those of an import.
   */
  @POST
  @Path("assessment")
  public Response assess(InputStream body) {
    return parts.assessment().answer(body);
  }

  /** What the tables of a database suggest for a user model, and the first users by one. */
  @POST
  @Path("user-model")
  public Response userModel(InputStream body) {
    return parts.userModel().answer(body);
  }

  /** Who asks, and what it may do. */
  @GET
  @Path("session")
  public Response session() {
    return parts
        .exchange()
        .answered(
            () -> {
              parts.access().requireMayViewUsers();
              RealmGroups groups = parts.administration();
              Map<String, @Nullable Object> session = new LinkedHashMap<>();
              UserModel bearer = parts.access().bearer().getUser();
              session.put("username", bearer.getUsername());
              session.put(
                  "id",
                  parts.storages().account(bearer).map(user -> user.id().json()).orElse(null));
              session.put("may_grant", parts.access().mayGrant(groups));
              session.put("read_only", !groups.isWritable());
              session.put("read_only_fields", readOnlyFields());
              session.put("superuser", parts.access().administersRealm());
              session.put("may_manage", parts.access().mayManageUsers());
              session.put("console", parts.access().mayUseConsole());
              return parts.exchange().response(200, session);
            });
  }

  private List<String> readOnlyFields() {
    return parts
        .storages()
        .storage()
        .map(storage -> storage.reads().readOnlyFields())
        .orElse(List.of());
  }

  /** What administrators did to users and groups, newest first. */
  @GET
  @Path("history")
  public Response history() {
    return parts.history().ofAll();
  }

  /** What they did to one user. */
  @GET
  @Path("users/{id:" + TargetUsers.ID + "}/history")
  public Response historyOfUser(@PathParam("id") String id) {
    return parts.history().ofUser(TargetUsers.idOf(id));
  }

  /** What they did to one group. */
  @GET
  @Path("groups/{id:[0-9]{1,18}}/history")
  public Response historyOfGroup(@PathParam("id") long id) {
    return parts.history().ofGroup(id);
  }

  /** The list of users as a file. */
  @GET
  @Path("users/export")
  public Response export() {
    return parts.export().answer();
  }

  /** How the extension fares in the realm. */
  @GET
  @Path("status")
  public Response status() {
    return parts.status().answer();
  }

  /**
   * Adds what the realm lacks of the template. Parameter: {@code dry-run}, to be told what that is.
   */
  @POST
  @Path("setup")
  public Response setUp() {
    return parts.setup().answer();
  }

  /** How many users there are, and of what kind. */
  @GET
  @Path("summary")
  public Response summary() {
    return parts.summary().answer();
  }

  /** One action on each of many users. */
  @POST
  @Path("bulk")
  public Response bulk(InputStream body) {
    return parts.bulk().answer(body);
  }
}
