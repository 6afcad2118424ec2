package io.authservice.keycloak.persistence.index;

import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.Session;

/** Which indexes for searches are not, or not yet, in Keycloak's own database. */
public final class OwnIndexes {

  private static final String WHOLE =
      """
      select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = to_regclass(?) and i.indisvalid
      """;

  private final EntityManager em;
  private final DatabaseFailures faults;
  private final String table;

  /**
   * Asks nothing yet.
   *
   * @param table the one of users
   */
  public OwnIndexes(EntityManager em, DatabaseFailures faults, String table) {
    this.em = em;
    this.faults = faults;
    this.table = table;
  }

  /**
   * Their names; empty in other databases than PostgreSQL, which get none.
   *
   * @throws io.authservice.keycloak.account.AccountsUnavailableException if the database does not
   *     answer
   */
  public List<String> missing() {
    return faults.translating(() -> em.unwrap(Session.class).doReturningWork(this::missing));
  }

  private List<String> missing(Connection connection) throws SQLException {
    if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
      return List.of();
    }
    Set<String> there = new TreeSet<>();
    try (PreparedStatement statement = connection.prepareStatement(WHOLE)) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          there.add(rows.getString(1));
        }
      }
    }
    return UserIndex.names(table).stream().filter(name -> !there.contains(name)).toList();
  }
}
