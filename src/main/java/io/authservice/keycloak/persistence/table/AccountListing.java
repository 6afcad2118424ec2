package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaCriteriaQuery;
import org.hibernate.query.criteria.JpaRoot;
import org.hibernate.query.criteria.JpaSubQuery;

/**
 * A list of accounts as one statement over bare columns. A page that starts after a position is
 * found through the index of its order, however deep it lies (keyset pagination).
 */
final class AccountListing {

  private static final String ID = "id";

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
    JpaCriteriaQuery<Object[]> select = cb.createQuery(Object[].class);
    JpaRoot<DjangoUser> user = select.from(DjangoUser.class);
    return em.createQuery(
        listed(select, user, conditions(user, new AccountCriteria(cb, query), after))
            .orderBy(ordering(user)));
  }

  /** Some of these rows; see {@link SearchPlan}. */
  List<Object[]> page(
      AccountQuery query, Optional<AccountOrder.Position> after, int offset, int limit) {
    SearchPlan plan = new SearchPlan(em, query);
    if (plan.looksAhead(offset, limit)) {
      List<Object[]> ahead = isIndexedEverywhere() ? ahead(query, after, offset, limit) : List.of();
      return ahead.size() == limit ? ahead : sorted(query, after, offset, limit);
    }
    JpaCriteriaQuery<Object[]> select = cb.createQuery(Object[].class);
    JpaRoot<DjangoUser> user = select.from(DjangoUser.class);
    listed(select, user, conditions(user, new AccountCriteria(cb, query), after))
        .orderBy(ordering(user));
    if (plan.hidesSize()) {
      return em.createQuery(select.offset(cb.value(offset)).fetch(SearchPlan.hidden(cb, limit)))
          .getResultList();
    }
    return some(select, offset, limit);
  }

  /** In our tables and in Django's. */
  private boolean isIndexedEverywhere() {
    return order.key() == UserField.ID || order.key() == UserField.USERNAME;
  }

  private List<Object[]> ahead(
      AccountQuery query, Optional<AccountOrder.Position> after, int offset, int limit) {
    JpaCriteriaQuery<Object[]> select = cb.createQuery(Object[].class);
    JpaRoot<DjangoUser> user = select.from(DjangoUser.class);
    JpaSubQuery<UserId> first = select.subquery(UserId.class);
    JpaRoot<DjangoUser> any = first.from(DjangoUser.class);
    first.select(any.get(ID)).orderBy(ordering(any)).fetch(SearchPlan.AHEAD);
    after.map(position -> behind(any, position)).ifPresent(first::where);
    List<Predicate> conditions =
        conditions(user, AccountCriteria.pastIndexes(cb, query), Optional.empty());
    conditions.add(user.<UserId>get(ID).in(first));
    return some(listed(select, user, conditions).orderBy(ordering(user)), offset, limit);
  }

  /** In an order that is hidden from the database, so that it sorts what it finds. */
  private List<Object[]> sorted(
      AccountQuery query, Optional<AccountOrder.Position> after, int offset, int limit) {
    JpaCriteriaQuery<Object[]> select = cb.createQuery(Object[].class);
    JpaRoot<DjangoUser> user = select.from(DjangoUser.class);
    listed(select, user, conditions(user, new AccountCriteria(cb, query), after));
    return some(
        select.orderBy(ordering(property -> SearchPlan.hidden(cb, user.get(property)))),
        offset,
        limit);
  }

  private List<Object[]> some(JpaCriteriaQuery<Object[]> select, int offset, int limit) {
    return em.createQuery(select).setFirstResult(offset).setMaxResults(limit).getResultList();
  }

  private List<Predicate> conditions(
      Root<DjangoUser> user, AccountCriteria criteria, Optional<AccountOrder.Position> after) {
    List<Predicate> conditions = new ArrayList<>();
    conditions.add(criteria.where(user));
    after.map(position -> behind(user, position)).ifPresent(conditions::add);
    return conditions;
  }

  private JpaCriteriaQuery<Object[]> listed(
      JpaCriteriaQuery<Object[]> select, Root<DjangoUser> user, List<Predicate> conditions) {
    return select
        .select(
            cb.array(
                UserField.OF_ACCOUNT.stream()
                    .map(field -> user.get(UserProperties.of(field)))
                    .toArray(Selection<?>[]::new)))
        .where(conditions.toArray(Predicate[]::new));
  }

  private List<Order> ordering(Root<DjangoUser> user) {
    return ordering(user::get);
  }

  private List<Order> ordering(Function<String, Expression<?>> columns) {
    Order byId = direction(columns.apply(ID));
    if (order.key() == UserField.ID) {
      return List.of(byId);
    }
    Expression<?> column = columns.apply(column());
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
    Predicate laterId = later(user.<UserId>get(ID), position.id());
    String value = position.value();
    return switch (order.key().kind()) {
      case KEY -> laterId;
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
