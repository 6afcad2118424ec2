package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
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

  /** Rows for {@link #account}: what is stored may be less than an account has. */
  TypedQuery<Object[]> matching(AccountQuery query, Optional<AccountOrder.Position> after) {
    CriteriaQuery<Object[]> select = cb.createQuery(Object[].class);
    Root<DjangoUser> user = select.from(DjangoUser.class);
    List<Predicate> conditions = new ArrayList<>();
    conditions.add(new AccountCriteria(cb, query).where(user));
    after.map(position -> behind(user, position)).ifPresent(conditions::add);
    select
        .select(
            cb.array(
                user.get("id"),
                user.get("username"),
                user.get("email"),
                user.get("firstName"),
                user.get("lastName"),
                user.get("active"),
                user.get("staff"),
                user.get("superuser"),
                user.get("dateJoined"),
                user.get("lastLogin")))
        .where(conditions.toArray(Predicate[]::new))
        .orderBy(ordering(user));
    return em.createQuery(select);
  }

  static Account account(Object[] row) {
    return Account.stored(
        (long) row[0],
        (String) row[1],
        (String) row[2],
        (String) row[3],
        (String) row[4],
        (Boolean) row[5],
        (Boolean) row[6],
        (Boolean) row[7],
        (Instant) row[8],
        (Instant) row[9]);
  }

  private List<Order> ordering(Root<DjangoUser> user) {
    Order byId = direction(user.get("id"));
    return switch (order.key()) {
      case ID -> List.of(byId);
      case LAST_LOGIN -> List.of(nullsLeast(user.get(column())), byId);
      default -> List.of(direction(user.get(column())), byId);
    };
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
    return switch (order.key()) {
      case ID -> laterId;
      case DATE_JOINED ->
          behind(user.<Instant>get(column()), Instant.parse(position.value()), laterId);
      case LAST_LOGIN -> behindLogin(user.<Instant>get(column()), position.value(), laterId);
      case ACTIVE, STAFF, SUPERUSER ->
          behind(user.<Boolean>get(column()), Boolean.valueOf(position.value()), laterId);
      case USERNAME, EMAIL, FIRST_NAME, LAST_NAME ->
          behind(user.<String>get(column()), position.value(), laterId);
    };
  }

  private <T extends Comparable<? super T>> Predicate behind(
      Expression<T> column, T value, Predicate laterId) {
    return cb.or(later(column, value), cb.and(cb.equal(column, value), laterId));
  }

  private Predicate behindLogin(Expression<Instant> column, String value, Predicate laterId) {
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
    return switch (order.key()) {
      case ID -> "id";
      case USERNAME -> "username";
      case EMAIL -> "email";
      case FIRST_NAME -> "firstName";
      case LAST_NAME -> "lastName";
      case ACTIVE -> "active";
      case STAFF -> "staff";
      case SUPERUSER -> "superuser";
      case DATE_JOINED -> "dateJoined";
      case LAST_LOGIN -> "lastLogin";
    };
  }
}
