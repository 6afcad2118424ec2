package io.authservice.keycloak.persistence.bulk;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.hibernate.Session;

/**
 * Readies a transaction for statements that name rows by the hundred. PostgreSQL, once it has seen
 * such a statement a few times, plans it for any values, and then compares each row of a table that
 * it goes through with each of the values, one by one: an import of many users would take the
 * longer for each, the more there are.
 */
public final class ManyRows {

  private static final int ROWS_A_STATEMENT = 500;

  /** The first version that can be told when to plan. */
  private static final int TOLD = 12;

  private ManyRows() {}

  public static void ready(EntityManager em) {
    Session session = em.unwrap(Session.class);
    session.setJdbcBatchSize(ROWS_A_STATEMENT);
    session.doWork(ManyRows::plan);
  }

  private static void plan(Connection connection) throws SQLException {
    if (JdbcBatches.isPostgres(connection)
        && connection.getMetaData().getDatabaseMajorVersion() >= TOLD) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("set local plan_cache_mode = force_custom_plan");
      }
    }
  }
}
