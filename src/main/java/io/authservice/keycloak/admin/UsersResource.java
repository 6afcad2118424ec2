package io.authservice.keycloak.admin;

import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.group.AssignmentChange;
import io.authservice.keycloak.account.group.Assignments;
import io.authservice.keycloak.account.group.UnknownReferenceException;
import io.authservice.keycloak.account.group.UnknownReferenceException.Kind;
import io.authservice.keycloak.api.users.ListParameters;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.AccountReader;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import io.authservice.keycloak.wire.field.IdsField;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The list of users as Django's admin had it, and what each was given. Read by those who see users
 * in the Admin API; groups and permissions are given by superusers.
 */
public final class UsersResource {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private static final String LIMIT = "limit";
  private static final String OFFSET = "offset";
  private static final String ORDERING = "ordering";

  private static final String[] PARAMETERS =
      Stream.concat(
              Stream.of("search", "group", ORDERING, LIMIT, OFFSET),
              Stream.concat(UserField.TEXTS.stream(), UserField.FLAGS.stream())
                  .map(UserField::column))
          .toArray(String[]::new);

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
          exchange.requireOnly(PARAMETERS);
          requireUsable();
          AccountReader accounts = reads();
          ListParameters parameters = new ListParameters(exchange::query, true);
          AccountQuery query = inGroup(parameters.narrowed(AccountQuery.ALL));
          AccountOrder order = parameters.orderByAny();
          int limit = parameters.limit(MAX_LIMIT).orElse(DEFAULT_LIMIT);
          List<ManagedUser> page =
              accounts.page(query, order, Optional.empty(), parameters.offset(), limit).stream()
                  .map(account -> new ManagedUser(account, keycloakId(account.id())))
                  .toList();
          return exchange.response(200, new ManagedUsers(accounts.count(query), page));
        });
  }

  /** The public list passes over what it cannot use, as Django REST framework does; ours tells. */
  private void requireUsable() {
    FieldErrors errors = FieldErrors.none();
    for (String name : List.of(LIMIT, OFFSET)) {
      if (exchange.query(name).filter(sent -> !sent.matches("[0-9]{1,9}")).isPresent()) {
        errors = errors.with(name, ErrorCode.INVALID, "A valid integer is required.");
      }
    }
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
                  .map(account -> new ManagedUser(account, keycloakId(id)))
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
          exchange.requireOnly();
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
