package io.authservice.keycloak.persistence.bulk;

import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.JDBCException;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.jdbc.Work;
import org.jspecify.annotations.Nullable;

/** One statement for many rows, and the counters of ids, which SQL has no common words for. */
final class JdbcBatches {

  private final EntityManager em;
  private final DatabaseFailures faults;

  JdbcBatches(EntityManager em, DatabaseFailures faults) {
    this.em = em;
    this.faults = faults;
  }

  /** Binds a row to the statement's parameters, in their order. */
  interface Binding<T> {
    void bind(T row, Values values) throws SQLException;
  }

  /** The parameters of one row. */
  static final class Values {

    private final PreparedStatement statement;
    private int index;

    private Values(PreparedStatement statement) {
      this.statement = statement;
    }

    /** The next one: a number, a text, a truth value, a moment or null. */
    Values add(@Nullable Object value) throws SQLException {
      statement.setObject(
          ++index, value instanceof Instant moment ? moment.atOffset(ZoneOffset.UTC) : value);
      return this;
    }
  }

  <T> void run(String sql, List<T> rows, Binding<T> binding) {
    if (rows.isEmpty()) {
      return;
    }
    work(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T row : rows) {
              binding.bind(row, new Values(statement));
              statement.addBatch();
            }
            statement.executeBatch();
          }
        });
  }

  /** MySQL and MariaDB count on from the highest id by themselves. */
  void reserveIds(String table, long highest) {
    work(
        connection -> {
          switch (connection.getMetaData().getDatabaseProductName()) {
            case "PostgreSQL" -> advanceSequence(connection, table, highest);
            case "H2" -> restartIdentity(connection, table, highest);
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
      asked.setString(1, table);
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
