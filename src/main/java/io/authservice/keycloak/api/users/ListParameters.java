package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.Match;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The query parameters of the user list, with the meaning Django REST framework's {@code
 * SearchFilter}, {@code OrderingFilter} and django-filter give them.
 */
public final class ListParameters {

  private final Function<String, Optional<String>> query;
  private final Predicate<UserField<?>> known;

  /**
   * Those of one request.
   *
   * @param query a parameter by its name
   * @param hidden whether fields that records do not show are heeded as well; else they are unknown
   *     ones, which are passed over
   */
  public ListParameters(Function<String, Optional<String>> query, boolean hidden) {
    this.query = query;
    this.known = field -> hidden || field.isShownTo(UserField.Reader.CLIENTS);
  }

  /**
   * Narrows a query to what the parameters ask for.
   *
   * @throws ApiException 400 naming the parameter that is no boolean
   */
  public AccountQuery narrowed(AccountQuery all) {
    AccountQuery narrowed = all;
    List<UserField<String>> texts = UserField.TEXTS.stream().filter(known).toList();
    for (String term : query.apply("search").orElse("").split("[\\s,]+", -1)) {
      if (!term.isEmpty()) {
        narrowed = narrowed.and(new AccountQuery.AnyOf(Set.copyOf(texts), Match.INFIX, term));
      }
    }
    for (UserField<String> text : texts) {
      Optional<String> value = sent(text);
      if (value.isPresent()) {
        narrowed = narrowed.and(new AccountQuery.Text(text, Match.EXACT, value.get()));
      }
    }
    for (UserField<Boolean> flag : UserField.FLAGS) {
      Optional<String> value = sent(flag).filter(any -> known.test(flag));
      if (value.isPresent()) {
        narrowed = narrowed.and(new AccountQuery.Is(flag, bool(flag.column(), value.get())));
      }
    }
    return narrowed;
  }

  private Optional<String> sent(UserField<?> field) {
    return query.apply(field.column()).filter(value -> !value.isEmpty());
  }

  /** The first known field named; others are passed over, as {@code OrderingFilter} does. */
  public AccountOrder order() {
    return order(field -> known.test(field) && isOrderedByClients(field));
  }

  /** The same where a list can be ordered by every field. */
  public AccountOrder orderByAny() {
    return order(field -> true);
  }

  private AccountOrder order(Predicate<UserField<?>> usable) {
    for (String term : query.apply("ordering").orElse("").split(",", -1)) {
      String name = term.strip();
      boolean descending = name.startsWith("-");
      Optional<UserField<?>> key =
          UserField.of(descending ? name.substring(1) : name)
              .filter(UserField.OF_ACCOUNT::contains)
              .filter(usable);
      if (key.isPresent()) {
        return new AccountOrder(key.get(), descending);
      }
    }
    return AccountOrder.BY_ID;
  }

  /** Flags, and what users may be without, order the lists of administrators alone. */
  private static boolean isOrderedByClients(UserField<?> field) {
    return field.kind() != UserField.Kind.FLAG && !field.isNullable();
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
