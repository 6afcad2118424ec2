package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.Condition;
import io.authservice.keycloak.account.AccountQuery.Match;
import io.authservice.keycloak.account.UserField;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.Expression;
import java.sql.Statement;
import org.hibernate.Session;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaExpression;

/**
 * Leads PostgreSQL to the quick way through a million users. For the first users in some order who
 * match, it may go through all in that order, which is quick where many match, or look up all who
 * match by an index of their own and sort them, which is quick where few do. It chooses by how many
 * of a hundred sampled texts hold the term, and as if those who match were spread evenly over the
 * order; where it errs it goes through almost all users for a few. So the first thousand in order
 * are looked at, and if these do not fill the page, the order is hidden from it.
 */
final class SearchPlan {

  /** Users who are looked at in order before any other way is tried. */
  static final int AHEAD = 1000;

  /** Pages that reach further are not looked for ahead. */
  private static final int NEAR = 200;

  /** The first version that can be told when to plan. */
  private static final int TOLD = 12;

  private final EntityManager em;
  private final AccountQuery query;
  private final Dialect dialect;

  SearchPlan(EntityManager em, AccountQuery query) {
    this.em = em;
    this.query = query;
    dialect = em.unwrap(SessionImplementor.class).getFactory().getJdbcServices().getDialect();
  }

  /**
   * Has each statement of this transaction planned for its own terms. PostgreSQL plans a statement
   * once for all terms if the first few happened to find many, and then looks at every user for
   * one.
   */
  void prepare() {
    if (isSearch() && dialect.getVersion().isSameOrAfter(TOLD)) {
      em.unwrap(Session.class)
          .doWork(
              connection -> {
                try (Statement statement = connection.createStatement()) {
                  statement.execute("set local plan_cache_mode = force_custom_plan");
                }
              });
    }
  }

  /**
   * Whether to look among the first users in order, and only if these do not fill the page to look
   * up all who match and sort them. One who finds many is answered by the first look, whatever the
   * database thinks how many they are, and one who finds few by the second.
   */
  boolean looksAhead(int offset, int limit) {
    return isSearch() && (long) offset + limit <= NEAR;
  }

  /**
   * Whether the size of a page is told as {@link #hidden} from the planner. What it cannot know
   * beforehand it takes for a tenth of all who match, and goes through users in order only if very
   * many do.
   */
  boolean hidesSize() {
    return isPostgres() && !query.conditions().isEmpty();
  }

  /** The same, as no index has it. */
  static <T> Expression<T> hidden(HibernateCriteriaBuilder cb, Expression<T> column) {
    return cb.coalesce(column, column);
  }

  /** A number that is known once the statement runs. */
  static JpaExpression<Integer> hidden(HibernateCriteriaBuilder cb, int number) {
    return cb.sql("(? + cast(floor(random()) as integer))", Integer.class, cb.value(number));
  }

  private boolean isSearch() {
    return isPostgres() && query.conditions().stream().anyMatch(SearchPlan::findsAnyNumber);
  }

  /** Whether it may find one as well as many: whole usernames and e-mails find few. */
  private static boolean findsAnyNumber(Condition condition) {
    return condition instanceof AccountQuery.AnyOf
        || (condition instanceof AccountQuery.Text text
            && (text.match() != Match.EXACT
                || (text.field() != UserField.USERNAME && text.field() != UserField.EMAIL)));
  }

  private boolean isPostgres() {
    return dialect instanceof PostgreSQLDialect;
  }
}
