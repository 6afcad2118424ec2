package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.Condition;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaCriteriaQuery;
import org.hibernate.query.criteria.JpaRoot;
import org.hibernate.query.criteria.JpaSubQuery;

/** An {@link AccountQuery} as one SQL statement. Search terms only ever travel as parameters. */
final class AccountCriteria {

  private static final String ID = "id";
  private static final String USERNAME = "username";
  private static final char ESCAPE = '\\';
  private static final int MANY = 1000;
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final HibernateCriteriaBuilder cb;
  private final AccountQuery query;
  private final UnaryOperator<Expression<String>> texts;

  AccountCriteria(HibernateCriteriaBuilder cb, AccountQuery query) {
    this(cb, query, UnaryOperator.identity());
  }

  private AccountCriteria(
      HibernateCriteriaBuilder cb, AccountQuery query, UnaryOperator<Expression<String>> texts) {
    this.cb = cb;
    this.query = query;
    this.texts = texts;
  }

  /** The same query, by the terms of which the database cannot look users up. */
  static AccountCriteria pastIndexes(HibernateCriteriaBuilder cb, AccountQuery query) {
    return new AccountCriteria(cb, query, text -> SearchPlan.hidden(cb, text));
  }

  /** A page in order of username; see {@link SearchPlan}. */
  List<DjangoUser> page(EntityManager em, int offset, int limit) {
    SearchPlan plan = new SearchPlan(em, query);
    if (!plan.looksAhead(offset, limit)) {
      return page(em, offset, limit, true);
    }
    List<DjangoUser> ahead = ahead(em, offset, limit);
    return ahead.size() == limit ? ahead : page(em, offset, limit, false);
  }

  /**
   * @param ordered false to hide the order from the database, so that it sorts what it finds
   */
  private List<DjangoUser> page(EntityManager em, int offset, int limit, boolean ordered) {
    CriteriaQuery<DjangoUser> select = cb.createQuery(DjangoUser.class);
    Root<DjangoUser> user = select.from(DjangoUser.class);
    Expression<String> username = user.get(USERNAME);
    select
        .select(user)
        .where(predicates(user))
        .orderBy(cb.asc(ordered ? username : SearchPlan.hidden(cb, username)));
    return em.createQuery(select).setFirstResult(offset).setMaxResults(limit).getResultList();
  }

  /** Of the first users in order alone, whom the database is kept from looking up by the terms. */
  private List<DjangoUser> ahead(EntityManager em, int offset, int limit) {
    JpaCriteriaQuery<DjangoUser> select = cb.createQuery(DjangoUser.class);
    JpaRoot<DjangoUser> user = select.from(DjangoUser.class);
    JpaSubQuery<UserId> first = select.subquery(UserId.class);
    JpaRoot<DjangoUser> any = first.from(DjangoUser.class);
    first.select(any.get(ID)).orderBy(cb.asc(any.get(USERNAME))).fetch(SearchPlan.AHEAD);
    select
        .select(user)
        .where(pastIndexes(cb, query).where(user), user.<UserId>get(ID).in(first))
        .orderBy(cb.asc(user.get(USERNAME)));
    return em.createQuery(select).setFirstResult(offset).setMaxResults(limit).getResultList();
  }

  long count(EntityManager em) {
    CriteriaQuery<Long> select = cb.createQuery(Long.class);
    Root<DjangoUser> user = select.from(DjangoUser.class);
    select.select(cb.count(user)).where(predicates(user));
    return em.createQuery(select).getSingleResult();
  }

  /** All conditions as one, for a statement put together elsewhere. */
  Predicate where(Root<DjangoUser> user) {
    return cb.and(predicates(user));
  }

  private Predicate[] predicates(Root<DjangoUser> user) {
    return query.conditions().stream()
        .map(condition -> predicate(user, condition))
        .toArray(Predicate[]::new);
  }

  private Predicate predicate(Root<DjangoUser> user, Condition condition) {
    if (condition instanceof AccountQuery.AnyOf any) {
      return cb.or(
          any.fields().stream()
              .map(field -> matches(user, field, any.match(), any.term()))
              .toArray(Predicate[]::new));
    }
    if (condition instanceof AccountQuery.Text text) {
      return matches(user, text.field(), text.match(), text.term());
    }
    if (condition instanceof AccountQuery.Is is) {
      // In the statement's text, where partial indexes are chosen by it.
      return cb.equal(user.get(UserProperties.of(is.flag())), cb.literal(is.value()));
    }
    if (condition instanceof AccountQuery.Id id) {
      return cb.equal(user.get(ID), id.id());
    }
    if (condition instanceof AccountQuery.IdIn in) {
      Predicate among = in.ids().isEmpty() ? cb.disjunction() : among(user, in.ids());
      return in.included() ? among : cb.not(among);
    }
    if (condition instanceof AccountQuery.InGroup in) {
      // Names of groups are unique: the join finds no user twice.
      return cb.equal(user.join("groups").get("name"), in.name());
    }
    if (condition instanceof AccountQuery.Joined joined) {
      Path<Instant> dateJoined = user.get("dateJoined");
      Instant bound = storable(joined.epochMillis());
      return joined.after()
          ? cb.greaterThanOrEqualTo(dateJoined, bound)
          : cb.lessThanOrEqualTo(dateJoined, bound);
    }
    if (condition instanceof AccountQuery.Within within) {
      Path<Instant> moment = user.get(UserProperties.of(within.moment()));
      return cb.and(
          cb.greaterThanOrEqualTo(moment, within.from()), cb.lessThan(moment, within.before()));
    }
    if (condition instanceof AccountQuery.Lacks lacks) {
      return cb.isNull(user.get(UserProperties.of(lacks.field())));
    }
    throw new IllegalArgumentException("Unknown condition " + condition.getClass());
  }

  /** Many are written into the statement: databases limit its parameters. */
  private Predicate among(Root<DjangoUser> user, Set<UserId> ids) {
    Path<UserId> id = user.get(ID);
    return ids.size() <= MANY ? id.in(ids) : id.in(ids.stream().map(cb::literal).toList());
  }

  /** A moment that every database has, and as good as one that lies further off. */
  private static Instant storable(long epochMillis) {
    return Instant.ofEpochMilli(
        Math.max(EARLIEST.toEpochMilli(), Math.min(LATEST.toEpochMilli(), epochMillis)));
  }

  private Predicate matches(
      Root<DjangoUser> user, UserField<String> field, AccountQuery.Match match, String term) {
    if (!isText(term)) {
      return cb.disjunction();
    }
    Expression<String> column = cb.lower(texts.apply(user.get(UserProperties.of(field))));
    return switch (match) {
      case EXACT -> cb.equal(column, lowered(term));
      case PATTERN -> cb.like(column, lowered(escaped(term).replace('*', '%')), ESCAPE);
      case PREFIX -> cb.like(column, lowered(escaped(term) + "%"), ESCAPE);
      case INFIX -> cb.like(column, lowered("%" + escaped(term) + "%"), ESCAPE);
    };
  }

  /** PostgreSQL does not even take it as a parameter; Django stores it nowhere. */
  static boolean isText(String term) {
    return term.indexOf('\0') < 0;
  }

  /** A literal, which JPA's own interface offers, would stand in the statement's text. */
  private Expression<String> lowered(String term) {
    return cb.lower(cb.value(term));
  }

  /** A text that LIKE finds as it is. */
  static String escaped(String term) {
    return term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
