package io.authservice.keycloak.admin.user;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.bulk.LockedUsers;
import io.authservice.keycloak.admin.bulk.UserFilters;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.FieldErrors;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The list of users as Django's admin had it. Read by those who see users in the Admin API; new
 * ones are made by those who manage them.
 */
public final class UsersResource {

  private static final String[] PARAMETERS =
      Stream.concat(
              UserFilters.NAMES.stream(),
              Stream.of(UserFilters.ORDERING, UserPages.LIMIT, UserPages.OFFSET, UserPages.COUNT))
          .toArray(String[]::new);

  private final AdminRequest exchange;
  private final AdminAccess access;
  private final UserPages pages;
  private final LockedUsers locked;
  private final ManagedUserChanges changes;
  private final Function<UserId, UserResource> one;

  /**
   * The list, and what leads to each of its users.
   *
   * @param one what answers for the user of an id
   */
  UsersResource(
      AdminRequest exchange,
      AdminAccess access,
      UserPages pages,
      LockedUsers locked,
      ManagedUserChanges changes,
      Function<UserId, UserResource> one) {
    this.exchange = exchange;
    this.access = access;
    this.pages = pages;
    this.locked = locked;
    this.changes = changes;
    this.one = one;
  }

  /**
   * A page. Parameters: those of {@link UserFilters}, {@code limit}, {@code offset} and {@code
   * count}.
   */
  @GET
  public Response list() {
    return exchange.answered(
        () -> {
          access.requireMayViewUsers();
          exchange.requireOnly(PARAMETERS);
          FieldErrors errors = pages.complaints();
          if (!errors.isEmpty()) {
            throw ApiException.validation(errors);
          }
          UserFilters filters = new UserFilters(exchange::query, locked);
          return exchange.response(200, pages.page(filters.query(), filters.order()));
        });
  }

  /** Makes a user; 201. */
  @POST
  public Response create(InputStream body) {
    return exchange.answered(
        () -> {
          access.requireMayManageUsers();
          exchange.requireOnly();
          TaggedUser made = changes.create(body);
          return exchange.tagged(
              exchange.created(made.account().id().toString(), made.user()), made.tag());
        });
  }

  /** One user. */
  @Path("{id:" + TargetUsers.ID + "}")
  public UserResource one(@PathParam("id") String id) {
    return one.apply(TargetUsers.idOf(id));
  }
}
