package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.ListedAccount;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.persistence.model.UserModel;
import jakarta.persistence.EntityManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hibernate.ScrollMode;
import org.hibernate.engine.jdbc.spi.JdbcCoordinator;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Every account, straight from the result set: what Hibernate does to a row takes longer than the
 * row does. The statement and its connection are the session's, which releases them if nobody else
 * does.
 */
final class AccountRows {

  private final SharedSessionContractImplementor session;
  private final JdbcCoordinator jdbc;
  private final KeyForm form;
  private final String sql;

  private static final String ROW = "u.";

  AccountRows(EntityManager em, UserModel model) {
    session = em.unwrap(SharedSessionContractImplementor.class);
    jdbc = session.getJdbcCoordinator();
    form = KeyForm.of(em);
    sql = select(em, model);
  }

  private String select(EntityManager em, UserModel model) {
    // Those of our own were made without.
    String quote =
        model == UserModel.DJANGO
            ? ""
            : String.valueOf(session.getJdbcServices().getDialect().openQuote());
    String where = model.filter(quote, ROW).map(condition -> " where " + condition).orElse("");
    return UserField.OF_CLIENTS.stream()
        .map(field -> model.sql(field, quote, ROW))
        .collect(
            Collectors.joining(
                ", ",
                "select ",
                " from "
                    + DjangoEntities.userTable(em)
                    + " u"
                    + where
                    + " order by "
                    + ROW
                    + quote
                    + model.key()
                    + quote));
  }

  /** In ascending order of id. Close the stream. */
  Stream<ListedAccount> all(int fetchSize) {
    PreparedStatement statement =
        jdbc.getStatementPreparer().prepareQueryStatement(sql, false, ScrollMode.FORWARD_ONLY);
    checked(
        () -> {
          statement.setFetchSize(fetchSize);
          return statement;
        });
    ResultSet rows = jdbc.getResultSetReturn().extract(statement, sql);
    return StreamSupport.stream(new Rows(rows), false).onClose(() -> release(rows, statement));
  }

  private void release(ResultSet rows, PreparedStatement statement) {
    jdbc.getLogicalConnection().getResourceRegistry().release(rows, statement);
    jdbc.getLogicalConnection().getResourceRegistry().release(statement);
    jdbc.afterStatementExecution();
  }

  /** What JDBC is asked. */
  private interface Step<T> {
    T take() throws SQLException;
  }

  private <T> T checked(Step<T> step) {
    try {
      return step.take();
    } catch (SQLException e) {
      throw session
          .getJdbcServices()
          .getSqlExceptionHelper()
          .convert(e, "the list of users cannot be read", sql);
    }
  }

  private final class Rows extends AbstractSpliterator<ListedAccount> {

    private final ResultSet rows;

    private Rows(ResultSet rows) {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
      this.rows = rows;
    }

    @Override
    public boolean tryAdvance(Consumer<? super ListedAccount> action) {
      @Nullable Object[] values = checked(this::next);
      if (values.length == 0) {
        return false;
      }
      action.accept(ListedAccount.stored(values));
      return true;
    }

    /** Nothing at the end. */
    private @Nullable Object[] next() throws SQLException {
      if (!rows.next()) {
        return new Object[0];
      }
      @Nullable Object[] values = new Object[UserField.OF_CLIENTS.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(UserField.OF_CLIENTS.get(i).kind(), i + 1);
      }
      return values;
    }

    private @Nullable Object value(UserField.Kind kind, int column) throws SQLException {
      return switch (kind) {
        case KEY -> form.read(rows, column);
        case TEXT -> rows.getString(column);
        case FLAG -> rows.getBoolean(column);
        case MOMENT -> throw new IllegalStateException("Clients are shown no moments");
      };
    }
  }
}
