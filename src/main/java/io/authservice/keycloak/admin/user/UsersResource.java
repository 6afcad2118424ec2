package io.authservice.keycloak.admin.user;

import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.api.users.ListParameters;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * The list of users as Django's admin had it. Read by those who see users in the Admin API; new
 * ones are made by those who manage them.
 */
public final class UsersResource {

  private static final String ORDERING = "ordering";

  private static final String[] PARAMETERS =
      Stream.concat(
              Stream.of("search", "group", ORDERING, UserPages.LIMIT, UserPages.OFFSET),
              Stream.concat(UserField.TEXTS.stream(), UserField.FLAGS.stream())
                  .map(UserField::column))
          .toArray(String[]::new);

  private final AdminRequest exchange;
  private final AdminAccess access;
  private final UserPages pages;
  private final ManagedUserChanges changes;
  private final LongFunction<UserResource> one;

  /**
   * The list, and what leads to each of its users.
   *
   * @param one what answers for the user of a number
   */
  UsersResource(
      AdminRequest exchange,
      AdminAccess access,
      UserPages pages,
      ManagedUserChanges changes,
      LongFunction<UserResource> one) {
    this.exchange = exchange;
    this.access = access;
    this.pages = pages;
    this.changes = changes;
    this.one = one;
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
          exchange.requireOnly(PARAMETERS);
          requireUsable();
          ListParameters parameters = new ListParameters(exchange::query, true);
          AccountQuery query = inGroup(parameters.narrowed(AccountQuery.ALL));
          return exchange.response(200, pages.page(query, parameters.orderByAny()));
        });
  }

  private void requireUsable() {
    FieldErrors errors = pages.complaints();
    Optional<String> ordering = exchange.query(ORDERING).filter(sent -> !isField(sent));
    if (ordering.isPresent()) {
      errors =
          errors.with(
              ORDERING, ErrorCode.INVALID, "\"" + ordering.get() + "\" is not a valid choice.");
    }
    if (!errors.isEmpty()) {
      throw ApiException.validation(errors);
    }
  }

  private static boolean isField(String sent) {
    String field = sent.startsWith("-") ? sent.substring(1) : sent;
    return UserField.of(field).filter(UserField.OF_ACCOUNT::contains).isPresent();
  }

  private AccountQuery inGroup(AccountQuery query) {
    return exchange
        .query("group")
        .filter(name -> !name.isEmpty())
        .map(name -> query.and(new AccountQuery.InGroup(name)))
        .orElse(query);
  }

  /** Makes a user; 201. */
  @POST
  public Response create(InputStream body) {
    return exchange.answered(
        () -> {
          access.requireMayManageUsers();
          exchange.requireOnly();
          TaggedUser made = changes.create(body);
          return exchange.tagged(exchange.created(made.account().id(), made.user()), made.tag());
        });
  }

  /** One user. */
  @Path("{id:[0-9]{1,19}}")
  public UserResource one(@PathParam("id") long id) {
    return one.apply(id);
  }
}
