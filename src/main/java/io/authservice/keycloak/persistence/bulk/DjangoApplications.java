package io.authservice.keycloak.persistence.bulk;

import io.authservice.keycloak.account.row.ApplicationRow;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.failure.SqlStates;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hibernate.Session;

/**
 * The table {@code oauth2_provider_application} in a Django database that may or may not have it.
 * Its columns depend on the version of django-oauth-toolkit.
 */
final class DjangoApplications {

  private static final String ALL = "select * from oauth2_provider_application order by id";

  private final EntityManager em;
  private final DatabaseFailures faults;

  DjangoApplications(EntityManager em, DatabaseFailures faults) {
    this.em = em;
    this.faults = faults;
  }

  /**
   * By id; none where there is no such table.
   *
   * @throws DatabaseRefusedException if the table may not be read: its rows must not be taken for
   *     none
   */
  List<ApplicationRow> all() {
    return faults.translating(
        () -> em.unwrap(Session.class).doReturningWork(DjangoApplications::all));
  }

  private static List<ApplicationRow> all(Connection connection) throws SQLException {
    // PostgreSQL would refuse all further statements of a transaction in which one has failed.
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ALL)) {
      Columns columns = Columns.of(rows);
      List<ApplicationRow> applications = new ArrayList<>();
      while (rows.next()) {
        applications.add(columns.application());
      }
      return applications;
    } catch (SQLException failure) {
      if (SqlStates.isTableMissing(failure)) {
        connection.rollback(before);
        return List.of();
      }
      if (SqlStates.isRightMissing(failure)) {
        throw new DatabaseRefusedException(
            failure, DatabaseRefusal.TABLE_UNREADABLE, "oauth2_provider_application");
      }
      throw failure;
    }
  }

  /** The row that a result set is at, by the columns it has. */
  private record Columns(ResultSet row, Set<String> names) {

    static Columns of(ResultSet rows) throws SQLException {
      ResultSetMetaData metadata = rows.getMetaData();
      Set<String> names = new HashSet<>();
      for (int i = 1; i <= metadata.getColumnCount(); i++) {
        names.add(metadata.getColumnLabel(i).toLowerCase(Locale.ROOT));
      }
      return new Columns(rows, names);
    }

    ApplicationRow application() throws SQLException {
      return new ApplicationRow(
          row.getLong("id"),
          text("client_id"),
          text("client_type"),
          text("authorization_grant_type"),
          text("client_secret"),
          text("name"),
          names.contains("skip_authorization") && row.getBoolean("skip_authorization"),
          text("redirect_uris"),
          text("post_logout_redirect_uris"),
          text("allowed_origins"),
          text("algorithm"),
          !text("user_id").isEmpty());
    }

    private String text(String column) throws SQLException {
      String value = names.contains(column) ? row.getString(column) : null;
      return value == null ? "" : value;
    }
  }
}
