package io.authservice.keycloak.admin;

import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.account.group.AssignmentChange;
import io.authservice.keycloak.account.group.Assignments;
import io.authservice.keycloak.account.group.UnknownReferenceException;
import io.authservice.keycloak.account.group.UnknownReferenceException.Kind;
import io.authservice.keycloak.api.users.ListParameters;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.AccountReader;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.field.IdsField;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The list of users as Django's admin had it, and what each was given. Read by those who see users
 * in the Admin API; groups and permissions are given by superusers.
 */
public final class UsersResource {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  /** What the public list is not ordered by. */
  private static final Map<String, AccountOrder.Key> ORDERINGS =
      Map.of(
          UserColumns.IS_ACTIVE, AccountOrder.Key.ACTIVE,
          UserColumns.IS_STAFF, AccountOrder.Key.STAFF,
          UserColumns.IS_SUPERUSER, AccountOrder.Key.SUPERUSER,
          UserColumns.LAST_LOGIN, AccountOrder.Key.LAST_LOGIN);

  private final AdminRequest exchange;
  private final AdminAccess access;
  private final RealmAccounts storages;
  private final Supplier<RealmGroups> groups;
  private final AdminEvents events;
  private final AssignmentForm form = new AssignmentForm();

  UsersResource(
      AdminRequest exchange,
      AdminAccess access,
      RealmAccounts storages,
      Supplier<RealmGroups> groups,
      AdminEvents events) {
    this.exchange = exchange;
    this.access = access;
    this.storages = storages;
    this.groups = groups;
    this.events = events;
  }

  /**
   * A page. Parameters: {@code search}, {@code is_staff}, {@code is_superuser}, {@code is_active},
   * {@code group} (its name), {@code ordering}, {@code limit} and {@code offset}.
   */
  @GET
  public Response list() {
    return exchange.answered(
        () -> {
          access.requireMayViewUsers();
          AccountReader accounts = reads();
          ListParameters parameters = new ListParameters(exchange::query, true);
          AccountQuery query = inGroup(parameters.narrowed(AccountQuery.ALL));
          AccountOrder order = parameters.order(ORDERINGS);
          int limit = parameters.limit(MAX_LIMIT).orElse(DEFAULT_LIMIT);
          List<ManagedUser> page =
              accounts.page(query, order, Optional.empty(), parameters.offset(), limit).stream()
                  .map(account -> ManagedUser.of(account, keycloakId(account.id())))
                  .toList();
          return exchange.response(200, new ManagedUsers(accounts.count(query), page));
        });
  }

  private AccountQuery inGroup(AccountQuery query) {
    return exchange
        .query("group")
        .filter(name -> !name.isEmpty())
        .map(name -> query.and(new AccountQuery.InGroup(name)))
        .orElse(query);
  }

  /** One user as the list shows it. */
  @GET
  @Path("{id:[0-9]{1,19}}")
  public Response retrieve(@PathParam("id") long id) {
    return exchange.answered(
        () -> {
          access.requireMayViewUsers();
          return exchange.response(
              200,
              reads()
                  .byId(id)
                  .map(account -> ManagedUser.of(account, keycloakId(id)))
                  .orElseThrow(ApiException::noUserMatches));
        });
  }

  /** The ids of a user's groups, and of the permissions given to the user itself. */
  @GET
  @Path("{id:[0-9]{1,19}}/grants")
  public Response grants(@PathParam("id") long id) {
    return exchange.answered(
        () -> {
          access.requireMayViewUsers();
          if (reads().byId(id).isEmpty()) {
            throw ApiException.noUserMatches();
          }
          return exchange.response(200, record(groups.get().grants(id)));
        });
  }

  /** Gives and takes groups, permissions, or both. */
  @PATCH
  @Path("{id:[0-9]{1,19}}/grants")
  public Response change(@PathParam("id") long id, InputStream body) {
    return exchange.answered(
        () -> {
          RealmGroups writable = access.requireMayGrant(groups.get());
          AssignmentChange change = form.update(exchange.body(body)).orThrow();
          AssignmentsRecord changed =
              exchange.lasting(
                  () -> {
                    AssignmentsRecord now = given(writable, id, change);
                    events.grantsChanged(id, now);
                    return now;
                  },
                  ApiException::overtaken);
          return exchange.response(200, changed);
        });
  }

  private static AssignmentsRecord given(RealmGroups groups, long id, AssignmentChange change) {
    try {
      if (!groups.change(id, change)) {
        throw ApiException.noUserMatches();
      }
      return record(groups.grants(id));
    } catch (UnknownReferenceException unknown) {
      String field =
          unknown.kind() == Kind.GROUP ? AssignmentForm.GROUPS : AssignmentForm.PERMISSIONS;
      throw ApiException.validation(IdsField.unknown(field, unknown.ids()));
    }
  }

  private AccountReader reads() {
    return storages.storage().orElseThrow(ApiException::notFound).reads();
  }

  private String keycloakId(long id) {
    return storages.keycloakId(id).orElseThrow(ApiException::notFound);
  }

  private static AssignmentsRecord record(Assignments grants) {
    return AssignmentsRecord.of(grants.groupIds(), grants.permissionIds());
  }
}
