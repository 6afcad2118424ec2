package io.authservice.keycloak.persistence.failure;

import static io.authservice.keycloak.logging.DatabaseLog.LOG;

import io.authservice.keycloak.account.AccountsUnavailableException;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hibernate.Session;

/** Reads tables that may or may not be there, inside a transaction that goes on. */
public final class TableReader {

  private final EntityManager em;
  private final DatabaseFailures faults;

  public TableReader(EntityManager em, DatabaseFailures faults) {
    this.em = em;
    this.faults = faults;
  }

  /** Makes a value of the row that a result set is at. */
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * The rows of a statement; empty where one of its tables or columns is missing.
   *
   * @throws AccountsUnavailableException also where they may not be read: whose token cannot be
   *     looked up must not be taken for nobody
   */
  public <T> Optional<List<T>> rows(String sql, Row<T> row, Object... parameters) {
    return faults.translating(
        () ->
            em.unwrap(Session.class)
                .doReturningWork(connection -> rows(connection, sql, row, parameters)));
  }

  private static <T> Optional<List<T>> rows(
      Connection connection, String sql, Row<T> row, Object... parameters) throws SQLException {
    // PostgreSQL would refuse all further statements of a transaction in which one has failed.
    Savepoint before = connection.setSavepoint();
    try {
      return Optional.of(read(connection, sql, row, parameters));
    } catch (SQLException failure) {
      if (SqlStates.isTableMissing(failure) || SqlStates.isColumnMissing(failure)) {
        connection.rollback(before);
        return Optional.empty();
      }
      if (SqlStates.isRightMissing(failure)) {
        LOG.tokensUnreadable();
        throw new AccountsUnavailableException(failure);
      }
      throw failure;
    }
  }

  /** The rows of a statement whose tables are there. */
  public static <T> List<T> read(
      Connection connection, String sql, Row<T> row, Object... parameters) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        find.setObject(i + 1, parameters[i]);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet found = find.executeQuery()) {
        while (found.next()) {
          rows.add(row.read(found));
        }
      }
      return rows;
    }
  }

  /** Empty if the column holds none. */
  public static OptionalLong number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
