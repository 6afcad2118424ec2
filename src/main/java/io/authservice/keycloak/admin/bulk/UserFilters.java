package io.authservice.keycloak.admin.bulk;

import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.api.users.ListParameters;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The filters of the administrators' list of users, and its order. */
public final class UserFilters {

  /** The parameter by which a list is ordered. */
  public static final String ORDERING = "ordering";

  private static final String GROUP = "group";
  private static final String LOCKED = "locked";

  private static final String NOT_KNOWN =
      "The realm does not store the events of lock-outs, so it is not known who is locked out.";

  private static final List<UserField<?>> MOMENTS =
      UserField.OF_ACCOUNT.stream().filter(field -> field.kind() == UserField.Kind.MOMENT).toList();

  /** The names of all filters. */
  public static final List<String> NAMES =
      Stream.of(
              Stream.of("search", GROUP, LOCKED),
              columns(UserField.TEXTS),
              columns(UserField.FLAGS),
              columns(MOMENTS))
          .flatMap(names -> names)
          .toList();

  private final Function<String, Optional<String>> sent;
  private final Supplier<Optional<Set<UserId>>> locked;
  private final ListParameters parameters;
  private final LocalDate today;

  /**
   * Those of one request.
   *
   * @param sent a filter by its name
   */
  public UserFilters(Function<String, Optional<String>> sent, LockedUsers locked) {
    this(sent, locked::ids, Clock.systemUTC());
  }

  /**
   * Those of one request, at a moment.
   *
   * @param locked the ids of those who are locked out; empty if they are not known
   */
  UserFilters(
      Function<String, Optional<String>> sent,
      Supplier<Optional<Set<UserId>>> locked,
      Clock clock) {
    this.sent = sent;
    this.locked = locked;
    this.parameters = new ListParameters(sent, true);
    this.today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /**
   * Whom the filters let through.
   *
   * @throws ApiException 400 naming those whose values are none
   */
  public AccountQuery query() {
    AccountQuery query = parameters.narrowed(AccountQuery.ALL);
    Optional<String> group = sent.apply(GROUP).filter(name -> !name.isEmpty());
    if (group.isPresent()) {
      query = query.and(new AccountQuery.InGroup(group.get()));
    }
    FieldErrors errors = FieldErrors.none();
    for (UserField<?> moment : MOMENTS) {
      Optional<String> name = sent.apply(moment.column());
      Optional<DatePeriod> period = name.flatMap(text -> DatePeriod.of(text, moment));
      if (period.isPresent()) {
        query = query.and(period.get().condition(moment, today));
      } else if (name.isPresent()) {
        errors = errors.with(moment.column(), ErrorCode.INVALID, noChoice(name.get(), moment));
      }
    }
    if (!errors.isEmpty()) {
      throw ApiException.validation(errors);
    }
    Optional<String> wanted = sent.apply(LOCKED);
    return wanted.isPresent() ? query.and(lockedOut(wanted.get())) : query;
  }

  /** Those who are not locked out cannot be asked for: of very many who are not all are known. */
  private AccountQuery.Condition lockedOut(String wanted) {
    if (!wanted.equals("true")) {
      throw ApiException.validation(
          FieldErrors.none()
              .with(
                  LOCKED,
                  ErrorCode.INVALID,
                  "\"" + wanted + "\" is not a valid choice; there are: true."));
    }
    return new AccountQuery.IdIn(
        locked
            .get()
            .orElseThrow(
                () ->
                    ApiException.validation(
                        FieldErrors.none().with(LOCKED, ErrorCode.INVALID, NOT_KNOWN))),
        true);
  }

  private static String noChoice(String sent, UserField<?> moment) {
    return "\"%s\" is not a valid choice; there are: %s."
        .formatted(sent, String.join(", ", DatePeriod.namesFor(moment)));
  }

  /**
   * The order that is asked for, by id if none is.
   *
   * @throws ApiException 400 if it is none
   */
  public AccountOrder order() {
    Optional<String> unknown = sent.apply(ORDERING).filter(name -> !isField(name));
    if (unknown.isPresent()) {
      throw ApiException.validation(
          FieldErrors.none()
              .with(
                  ORDERING, ErrorCode.INVALID, "\"" + unknown.get() + "\" is not a valid choice."));
    }
    return parameters.orderByAny();
  }

  private static boolean isField(String name) {
    String field = name.startsWith("-") ? name.substring(1) : name;
    return UserField.of(field).filter(UserField.OF_ACCOUNT::contains).isPresent();
  }

  private static Stream<String> columns(List<? extends UserField<?>> fields) {
    return fields.stream().map(UserField::column);
  }
}
