package io.authservice.keycloak.persistence.bulk;

import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.failure.SqlStates;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.Session;

/**
 * A table that a Django database may or may not have, with columns that depend on the version of
 * the application it belongs to.
 */
final class OptionalTable {

  private final EntityManager em;
  private final DatabaseFailures faults;
  private final String name;

  OptionalTable(EntityManager em, DatabaseFailures faults, String name) {
    this.em = em;
    this.faults = faults;
    this.name = name;
  }

  /**
   * Its rows; empty where there is no such table.
   *
   * @param reading a row of the values that are not null, as text, by column
   * @throws DatabaseRefusedException if the table may not be read: its rows must not be taken for
   *     none
   */
  <T> Optional<List<T>> rows(
      String sql, List<Object> parameters, Function<Map<String, String>, T> reading) {
    return faults.translating(
        () ->
            em.unwrap(Session.class)
                .doReturningWork(connection -> rows(connection, sql, parameters, reading)));
  }

  private <T> Optional<List<T>> rows(
      Connection connection,
      String sql,
      List<Object> parameters,
      Function<Map<String, String>, T> reading)
      throws SQLException {
    // PostgreSQL would refuse all further statements of a transaction in which one has failed.
    Savepoint before = connection.setSavepoint();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      List<T> read = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          read.add(reading.apply(texts(rows)));
        }
      }
      return Optional.of(read);
    } catch (SQLException failure) {
      if (SqlStates.isTableMissing(failure)) {
        connection.rollback(before);
        return Optional.empty();
      }
      if (SqlStates.isRightMissing(failure)) {
        throw new DatabaseRefusedException(failure, DatabaseRefusal.TABLE_UNREADABLE, name);
      }
      throw failure;
    }
  }

  private static Map<String, String> texts(ResultSet row) throws SQLException {
    ResultSetMetaData metadata = row.getMetaData();
    Map<String, String> texts = new HashMap<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      String value = row.getString(i);
      if (value != null) {
        texts.put(metadata.getColumnLabel(i).toLowerCase(Locale.ROOT), value);
      }
    }
    return texts;
  }
}
