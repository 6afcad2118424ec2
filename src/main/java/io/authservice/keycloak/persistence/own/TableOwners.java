package io.authservice.keycloak.persistence.own;

import io.authservice.keycloak.account.TakenValueException;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.TableReader;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Whose the tables with a prefix are: the rows of {@code auth_service_realm_tables} in Keycloak's
 * own database. A realm keeps them whether or not a storage uses them.
 */
public final class TableOwners {

  private static final String TABLE = "auth_service_realm_tables";

  /** What a realm has beside its users, those first that point to others. */
  private static final List<String> BESIDE_USERS =
      List.of("auth_group_permissions", "auth_group", "auth_permission", "django_content_type");

  private final EntityManager em;
  private final DatabaseFailures faults = new DatabaseFailures();

  /** As the session's transaction sees and changes it. */
  public TableOwners(KeycloakSession session) {
    this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
  }

  /** The id of the realm that has a prefix, be it gone. */
  public Optional<String> of(String prefix) {
    return faults.translating(
        () ->
            em
                .unwrap(Session.class)
                .doReturningWork(
                    connection ->
                        TableReader.read(
                            connection,
                            "select realm_id from " + TABLE + " where table_prefix = ?",
                            row -> row.getString(1),
                            prefix))
                .stream()
                .findFirst());
  }

  /**
   * Gives a prefix that nobody has to a realm.
   *
   * @throws TakenValueException if another transaction was quicker
   */
  public void enter(String prefix, String realmId) {
    run("insert into " + TABLE + " (realm_id, table_prefix) values (?, ?)", realmId, prefix);
  }

  /** Gives a prefix of a realm that is gone, as are its users, to another, without its groups. */
  public void handOver(String prefix, String realmId) {
    for (String table : BESIDE_USERS) {
      run("delete from " + OwnTables.start(prefix) + table);
    }
    run("update " + TABLE + " set realm_id = ? where table_prefix = ?", realmId, prefix);
  }

  private void run(String sql, String... values) {
    faults.translating(
        () ->
            em.unwrap(Session.class)
                .doWork(
                    connection -> {
                      try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        for (int i = 0; i < values.length; i++) {
                          statement.setString(i + 1, values[i]);
                        }
                        statement.executeUpdate();
                      }
                    }));
  }

  /**
   * All prefixes that realms have.
   *
   * @param schema as it stands in statements, with a dot; empty for the one that the connection
   *     looks in
   */
  public static List<String> prefixes(Connection connection, String schema) throws SQLException {
    return TableReader.read(
        connection,
        "select table_prefix from " + schema + TABLE + " order by table_prefix",
        row -> row.getString(1));
  }
}
