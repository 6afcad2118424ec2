package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.UserField;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;

/**
 * A list of accounts as one statement over bare columns. A page that starts after a position is
 * found through the index of its order, however deep it lies (keyset pagination).
 */
final class AccountListing {

  private final EntityManager em;
  private final HibernateCriteriaBuilder cb;
  private final AccountOrder order;

  AccountListing(EntityManager em, AccountOrder order) {
    this.em = em;
    this.cb = em.unwrap(Session.class).getCriteriaBuilder();
    this.order = order;
  }

  /** Rows that {@link Account#stored} takes. */
  TypedQuery<Object[]> matching(AccountQuery query, Optional<AccountOrder.Position> after) {
    CriteriaQuery<Object[]> select = cb.createQuery(Object[].class);
    Root<DjangoUser> user = select.from(DjangoUser.class);
    List<Predicate> conditions = new ArrayList<>();
    conditions.add(new AccountCriteria(cb, query).where(user));
    after.map(position -> behind(user, position)).ifPresent(conditions::add);
    select
        .select(
            cb.array(
                UserField.OF_ACCOUNT.stream()
                    .map(field -> user.get(UserProperties.of(field)))
                    .toArray(Selection<?>[]::new)))
        .where(conditions.toArray(Predicate[]::new))
        .orderBy(ordering(user));
    return em.createQuery(select);
  }

  private List<Order> ordering(Root<DjangoUser> user) {
    Order byId = direction(user.get("id"));
    if (order.key() == UserField.ID) {
      return List.of(byId);
    }
    Expression<?> column = user.get(column());
    return List.of(order.key().isNullable() ? nullsLeast(column) : direction(column), byId);
  }

  /** Databases disagree where a column without a value stands, so it is said. */
  private Order nullsLeast(Expression<?> column) {
    return order.descending() ? cb.desc(column, false) : cb.asc(column, true);
  }

  private Order direction(Expression<?> column) {
    return order.descending() ? cb.desc(column) : cb.asc(column);
  }

  private Predicate behind(Root<DjangoUser> user, AccountOrder.Position position) {
    Predicate laterId = later(user.<Long>get("id"), position.id());
    String value = position.value();
    return switch (order.key().kind()) {
      case NUMBER -> laterId;
      case MOMENT ->
          order.key().isNullable()
              ? behindIfAny(user.get(column()), value, laterId)
              : behind(user.get(column()), Instant.parse(value), laterId);
      case FLAG -> behind(user.get(column()), Boolean.valueOf(value), laterId);
      case TEXT -> behind(user.get(column()), value, laterId);
    };
  }

  private <T extends Comparable<? super T>> Predicate behind(
      Expression<T> column, T value, Predicate laterId) {
    return cb.or(later(column, value), cb.and(cb.equal(column, value), laterId));
  }

  private Predicate behindIfAny(Expression<Instant> column, String value, Predicate laterId) {
    Predicate never = cb.isNull(column);
    if (value.isEmpty()) {
      Predicate amongThese = cb.and(never, laterId);
      return order.descending() ? amongThese : cb.or(cb.isNotNull(column), amongThese);
    }
    Predicate amongOthers = behind(column, Instant.parse(value), laterId);
    return order.descending() ? cb.or(never, amongOthers) : amongOthers;
  }

  private <T extends Comparable<? super T>> Predicate later(Expression<T> column, T value) {
    return order.descending() ? cb.lessThan(column, value) : cb.greaterThan(column, value);
  }

  private String column() {
    return UserProperties.of(order.key());
  }
}
