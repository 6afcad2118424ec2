package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.Flag;
import io.authservice.keycloak.account.AccountQuery.Match;
import io.authservice.keycloak.account.AccountQuery.TextColumn;
import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The query parameters of the user list, with the meaning Django REST framework's {@code
 * SearchFilter}, {@code OrderingFilter} and django-filter give them.
 */
public final class ListParameters {

  private static final Map<String, Flag> FLAGS =
      Map.of(
          UserColumns.IS_ACTIVE,
          Flag.ACTIVE,
          UserColumns.IS_STAFF,
          Flag.STAFF,
          UserColumns.IS_SUPERUSER,
          Flag.SUPERUSER);

  private static final Map<String, TextColumn> TEXTS =
      Map.of(
          UserColumns.USERNAME, TextColumn.USERNAME,
          UserColumns.EMAIL, TextColumn.EMAIL,
          UserColumns.FIRST_NAME, TextColumn.FIRST_NAME,
          UserColumns.LAST_NAME, TextColumn.LAST_NAME);

  /** What the API's records do not show. */
  private static final Set<String> HIDDEN =
      Set.of(UserColumns.IS_SUPERUSER, UserColumns.DATE_JOINED);

  private final Function<String, Optional<String>> query;
  private final Predicate<String> known;

  /**
   * Those of one request.
   *
   * @param query a parameter by its name
   * @param hidden whether fields that records do not show are heeded as well; else they are unknown
   *     ones, which are passed over
   */
  public ListParameters(Function<String, Optional<String>> query, boolean hidden) {
    this.query = query;
    this.known = field -> hidden || !HIDDEN.contains(field);
  }

  /**
   * Narrows a query to what the parameters ask for.
   *
   * @throws ApiException 400 naming the parameter that is no boolean
   */
  public AccountQuery narrowed(AccountQuery all) {
    AccountQuery narrowed = all;
    for (String term : query.apply("search").orElse("").split("[\\s,]+", -1)) {
      if (!term.isEmpty()) {
        narrowed =
            narrowed.and(
                new AccountQuery.AnyOf(EnumSet.allOf(TextColumn.class), Match.INFIX, term));
      }
    }
    for (Map.Entry<String, TextColumn> text : TEXTS.entrySet()) {
      Optional<String> value = query.apply(text.getKey()).filter(sent -> !sent.isEmpty());
      if (value.isPresent()) {
        narrowed = narrowed.and(new AccountQuery.Text(text.getValue(), Match.EXACT, value.get()));
      }
    }
    for (Map.Entry<String, Flag> flag : FLAGS.entrySet()) {
      Optional<String> value =
          query.apply(flag.getKey()).filter(sent -> !sent.isEmpty() && known.test(flag.getKey()));
      if (value.isPresent()) {
        narrowed =
            narrowed.and(new AccountQuery.Is(flag.getValue(), bool(flag.getKey(), value.get())));
      }
    }
    return narrowed;
  }

  /** The first known field named; others are passed over, as {@code OrderingFilter} does. */
  public AccountOrder order() {
    return order(Map.of());
  }

  /** The same where a list can be ordered by more fields. */
  public AccountOrder order(Map<String, AccountOrder.Key> more) {
    for (String term : query.apply("ordering").orElse("").split(",", -1)) {
      String field = term.strip();
      boolean descending = field.startsWith("-");
      String name = descending ? field.substring(1) : field;
      Optional<AccountOrder.Key> key =
          key(name).filter(found -> known.test(name)).or(() -> Optional.ofNullable(more.get(name)));
      if (key.isPresent()) {
        return new AccountOrder(key.get(), descending);
      }
    }
    return AccountOrder.BY_ID;
  }

  /** The number sent, between 1 and the cap; empty if none or no number was sent. */
  public Optional<Integer> limit(int cap) {
    return number("limit").filter(sent -> sent > 0).map(sent -> Math.min(sent, cap));
  }

  public int offset() {
    return number("offset").orElse(0);
  }

  /** Present, if empty, on the first page. */
  Optional<String> cursor() {
    return query.apply("cursor");
  }

  private Optional<Integer> number(String name) {
    try {
      return query.apply(name).map(Integer::parseUnsignedInt).filter(sent -> sent >= 0);
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  /** Whether a list is ordered by a field without more ado. */
  public static boolean isOrderedBy(String field) {
    return key(field).isPresent();
  }

  private static Optional<AccountOrder.Key> key(String field) {
    return switch (field) {
      case UserColumns.ID -> Optional.of(AccountOrder.Key.ID);
      case UserColumns.USERNAME -> Optional.of(AccountOrder.Key.USERNAME);
      case UserColumns.EMAIL -> Optional.of(AccountOrder.Key.EMAIL);
      case UserColumns.FIRST_NAME -> Optional.of(AccountOrder.Key.FIRST_NAME);
      case UserColumns.LAST_NAME -> Optional.of(AccountOrder.Key.LAST_NAME);
      case UserColumns.DATE_JOINED -> Optional.of(AccountOrder.Key.DATE_JOINED);
      default -> Optional.empty();
    };
  }

  private static boolean bool(String name, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default ->
          throw ApiException.validation(
              FieldErrors.none().with(name, ErrorCode.INVALID, "Must be a valid boolean."));
    };
  }
}
