package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.api.attribute.ShownAttributes;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.storage.provider.AccountReader;
import io.authservice.keycloak.wire.error.ApiException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user list with search, filters, order and pages; all of it off unless the operator switches
 * it on, because the documented list ignores every parameter.
 */
final class UserListing {

  private static final int DEFAULT_CURSOR_LIMIT = 100;

  private final AccountReader accounts;
  private final ShownAttributes attributes;
  private final int maxLimit;
  private final boolean hiddenFields;

  /**
   * The list for one caller.
   *
   * @param hiddenFields whether it may be searched by what records do not show
   */
  UserListing(
      AccountReader accounts, ShownAttributes attributes, int maxLimit, boolean hiddenFields) {
    this.accounts = accounts;
    this.attributes = attributes;
    this.maxLimit = maxLimit;
    this.hiddenFields = hiddenFields;
  }

  Answer answer(ApiRequest request, AccountQuery visible) {
    ListParameters parameters = new ListParameters(request::query, hiddenFields);
    AccountQuery query = parameters.narrowed(visible);
    AccountOrder order = parameters.order();
    Optional<Integer> limit = parameters.limit(maxLimit);
    if (parameters.cursor().isPresent()) {
      return Answer.ok(
          cursorPage(
              request,
              query,
              order,
              parameters.cursor().get(),
              limit.orElse(Math.min(DEFAULT_CURSOR_LIMIT, maxLimit))));
    }
    return limit.isPresent()
        ? Answer.ok(countedPage(request, query, order, limit.get(), parameters.offset()))
        : Answer.list(attributes.each(accounts.stream(query, order), UserRecord::new));
  }

  /**
   * A client that follows {@code next} passes on where the last page ended, and so does not pay for
   * the rows it skips.
   */
  private LimitOffsetPage countedPage(
      ApiRequest request, AccountQuery query, AccountOrder order, int limit, int offset) {
    Optional<ListCursor> after =
        request.query("after").flatMap(sent -> ListCursor.decoded(sent, order));
    long count = accounts.count(query);
    List<Account> page =
        after.isPresent()
            ? accounts.page(query, order, after.map(ListCursor::position), 0, limit)
            : pageAt(query, order, limit, offset, count);
    boolean hasNext = !page.isEmpty() && (long) offset + limit < count;
    return new LimitOffsetPage(
        count,
        hasNext ? nextOf(request, order, page, limit, offset) : null,
        offset > 0 ? before(request, limit, offset) : null,
        records(page));
  }

  /**
   * Counted from whichever end is nearer, because the database reads what it skips. A user who came
   * or went since the others were counted shifts the page by one, as between any two pages.
   */
  private List<Account> pageAt(
      AccountQuery query, AccountOrder order, int limit, int offset, long count) {
    if (offset <= count / 2) {
      return accounts.page(query, order, Optional.empty(), offset, limit);
    }
    long left = count - offset;
    if (left <= 0) {
      return List.of();
    }
    int size = (int) Math.min(limit, left);
    List<Account> page =
        new ArrayList<>(
            accounts.page(
                query, order.reversed(), Optional.empty(), Math.toIntExact(left - size), size));
    Collections.reverse(page);
    return page;
  }

  private static String nextOf(
      ApiRequest request, AccountOrder order, List<Account> page, int limit, int offset) {
    Account last = page.get(page.size() - 1);
    return request.addressWith(
        Map.of(
            "limit",
            Integer.toString(limit),
            "offset",
            Integer.toString(offset + limit),
            "after",
            new ListCursor(false, order.positionOf(last)).encoded()));
  }

  private static String before(ApiRequest request, int limit, int offset) {
    return request.addressWithout(
        "after",
        Map.of(
            "limit",
            Integer.toString(limit),
            "offset",
            Integer.toString(Math.max(0, offset - limit))));
  }

  /** One row more than asked for tells whether there is another page. */
  private CursorPage cursorPage(
      ApiRequest request, AccountQuery query, AccountOrder order, String sent, int limit) {
    Optional<ListCursor> cursor = Optional.empty();
    if (!sent.isEmpty()) {
      cursor =
          Optional.of(ListCursor.decoded(sent, order).orElseThrow(ApiException::invalidCursor));
    }
    boolean backwards = cursor.filter(ListCursor::backwards).isPresent();
    List<Account> found =
        accounts.page(
            query,
            backwards ? order.reversed() : order,
            cursor.map(ListCursor::position),
            0,
            limit + 1);
    boolean more = found.size() > limit;
    List<Account> page = new ArrayList<>(found.subList(0, Math.min(limit, found.size())));
    if (backwards) {
      Collections.reverse(page);
    }
    boolean hasNext = backwards || more;
    boolean hasPrevious = backwards ? more : cursor.isPresent();
    return new CursorPage(
        hasNext ? link(request, order, page, false) : null,
        hasPrevious ? link(request, order, page, true) : null,
        records(page));
  }

  private static @Nullable String link(
      ApiRequest request, AccountOrder order, List<Account> page, boolean backwards) {
    if (page.isEmpty()) {
      return null;
    }
    Account edge = backwards ? page.get(0) : page.get(page.size() - 1);
    return request.addressWith(
        Map.of("cursor", new ListCursor(backwards, order.positionOf(edge)).encoded()));
  }

  private List<UserRecord> records(List<Account> page) {
    return attributes.each(page.stream(), UserRecord::new).toList();
  }
}
