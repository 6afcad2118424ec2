package io.authservice.keycloak.persistence.bulk;

import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.TableReader;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.hibernate.JDBCException;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.jdbc.Work;
import org.jspecify.annotations.Nullable;

/** One statement for many rows, and the counters of ids, which SQL has no common words for. */
public final class JdbcBatches {

  private static final String POSTGRES = "PostgreSQL";
  private static final String H2 = "H2";

  /** PostgreSQL counts them in two bytes, and some drivers have a sign in these. */
  private static final int MOST_PARAMETERS = 32_000;

  private final EntityManager em;
  private final DatabaseFailures faults;

  public JdbcBatches(EntityManager em, DatabaseFailures faults) {
    this.em = em;
    this.faults = faults;
  }

  /** Binds a row to the statement's parameters, in their order. */
  public interface Binding<T> {
    void bind(T row, Values values) throws SQLException;
  }

  /** The parameters of one row. */
  public static final class Values {

    private final PreparedStatement statement;
    private int index;

    private Values(PreparedStatement statement) {
      this.statement = statement;
    }

    /** The next one: a number, a text, a truth value, a moment or null. */
    public Values add(@Nullable Object value) throws SQLException {
      statement.setObject(
          ++index, value instanceof Instant moment ? moment.atOffset(ZoneOffset.UTC) : value);
      return this;
    }
  }

  /**
   * Runs a statement once for each row.
   *
   * @param sql of an insert, the values of one row come last
   */
  public <T> void run(String sql, List<T> rows, Binding<T> binding) {
    if (rows.isEmpty()) {
      return;
    }
    work(
        connection -> {
          if (sql.startsWith("insert ") && isPostgres(connection)) {
            insertTogether(connection, sql, rows, binding);
          } else {
            runEach(connection, sql, rows, binding);
          }
        });
  }

  private static <T> void runEach(
      Connection connection, String sql, List<T> rows, Binding<T> binding) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T row : rows) {
        binding.bind(row, new Values(statement));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** One statement for many rows: PostgreSQL plans and runs those of a batch one by one. */
  private static <T> void insertTogether(
      Connection connection, String sql, List<T> rows, Binding<T> binding) throws SQLException {
    String values = sql.substring(sql.lastIndexOf('('));
    int most = MOST_PARAMETERS / Math.toIntExact(values.chars().filter(c -> c == '?').count());
    for (int from = 0; from < rows.size(); from += most) {
      List<T> some = rows.subList(from, Math.min(from + most, rows.size()));
      try (PreparedStatement statement =
          connection.prepareStatement(sql + (", " + values).repeat(some.size() - 1))) {
        Values parameters = new Values(statement);
        for (T row : some) {
          binding.bind(row, parameters);
        }
        statement.executeUpdate();
      }
    }
  }

  /**
   * The rows of a statement that ends with a column which may have any of these values.
   *
   * @param before the parameters before them
   */
  public <T> List<T> among(
      String sql, Collection<?> values, TableReader.Row<T> row, Object... before) {
    Object[] asked = values.stream().filter(Objects::nonNull).toArray();
    if (asked.length == 0) {
      return List.of();
    }
    return faults.translating(
        () -> {
          if (em.isJoinedToTransaction()) {
            em.flush();
          }
          return em.unwrap(Session.class)
              .doReturningWork(connection -> among(connection, sql, asked, row, before));
        });
  }

  /**
   * H2 uses an index for several values only by its first column, and compares what that leaves
   * with each of them; it is asked for one after the other.
   */
  private static <T> List<T> among(
      Connection connection, String sql, Object[] asked, TableReader.Row<T> row, Object[] before)
      throws SQLException {
    if (!product(connection).equals(H2)) {
      String all = " in (?" + ", ?".repeat(asked.length - 1) + ")";
      return TableReader.read(connection, sql + all, row, with(before, asked));
    }
    List<T> rows = new ArrayList<>();
    for (Object value : asked) {
      rows.addAll(TableReader.read(connection, sql + " = ?", row, with(before, value)));
    }
    return rows;
  }

  private static Object[] with(Object[] before, Object... more) {
    return Stream.concat(Stream.of(before), Stream.of(more)).toArray();
  }

  static boolean isPostgres(Connection connection) throws SQLException {
    return product(connection).equals(POSTGRES);
  }

  private static String product(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName();
  }

  /** MySQL and MariaDB count on from the highest id by themselves. */
  void reserveIds(String table, long highest) {
    work(
        connection -> {
          switch (product(connection)) {
            case POSTGRES -> advanceSequence(connection, table, highest);
            case H2 -> restartIdentity(connection, table, highest);
            default -> {}
          }
        });
  }

  /** Drivers quote the refused row, password and all, and Hibernate logs what it is left to see. */
  private void work(Work work) {
    faults.translating(
        () ->
            em.unwrap(Session.class)
                .doWork(
                    connection -> {
                      try {
                        work.execute(connection);
                      } catch (SQLException refused) {
                        throw unlogged(refused);
                      }
                    }));
  }

  private JDBCException unlogged(SQLException refused) {
    return em.unwrap(SharedSessionContractImplementor.class)
        .getJdbcServices()
        .getSqlExceptionHelper()
        .getSqlExceptionConverter()
        .convert(refused, "The database refused a row", "");
  }

  /** Taking a value first keeps it from going back behind one that was given out meanwhile. */
  private static void advanceSequence(Connection connection, String table, long highest)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select setval(pg_get_serial_sequence(?, 'id'),"
                + " greatest(?, nextval(pg_get_serial_sequence(?, 'id'))))")) {
      statement.setString(1, table);
      statement.setLong(2, highest);
      statement.setString(3, table);
      statement.execute();
    }
  }

  private static void restartIdentity(Connection connection, String table, long highest)
      throws SQLException {
    try (PreparedStatement asked =
        connection.prepareStatement(
            "select identity_base from information_schema.columns"
                + " where lower(table_name) = ? and lower(column_name) = 'id'")) {
      asked.setString(1, table.substring(table.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
      try (ResultSet next = asked.executeQuery();
          Statement statement = connection.createStatement()) {
        if (next.next() && next.getLong(1) <= highest) {
          statement.execute(
              "alter table " + table + " alter column id restart with " + (highest + 1));
        }
      }
    }
  }
}
