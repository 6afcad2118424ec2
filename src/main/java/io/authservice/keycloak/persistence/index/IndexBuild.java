package io.authservice.keycloak.persistence.index;

import static io.authservice.keycloak.logging.IndexLog.LOG;

import io.authservice.keycloak.persistence.own.OwnTables;
import io.authservice.keycloak.persistence.own.TableOwners;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the indexes of one database, over one connection and outside any transaction: PostgreSQL
 * then keeps no writer waiting. Nothing is done that is done already.
 */
final class IndexBuild {

  /** The letters "auth"; the other half of the lock's key is the schema. */
  private static final int LOCK = 0x61757468;

  /** Names the lock, as it did when there was this table alone. */
  private static final String LOCKED = OwnTables.PLAIN.users();

  private final Connection connection;
  private final String prefix;
  private volatile @Nullable Statement running;
  private volatile boolean ended;

  /**
   * Does nothing yet.
   *
   * @param connection which commits each statement by itself
   * @param schema as it stands in statements; empty for the one that the connection looks in
   */
  IndexBuild(Connection connection, String schema) {
    this.connection = connection;
    this.prefix = schema.isEmpty() ? "" : schema + ".";
  }

  /**
   * Makes what is missing, unless another node is at it: whoever waited for that node would hold up
   * its work, which waits for all who have begun before.
   *
   * @return the names of those that were made
   */
  List<String> run() throws SQLException {
    String lock = LOCK + ", hashtext('" + (prefix + LOCKED).replace("'", "''") + "')";
    if (!isTrue("select pg_try_advisory_lock(" + lock + ")")) {
      LOG.madeElsewhere();
      return List.of();
    }
    try {
      // What an operator allows a request to take is too short for this.
      execute("set statement_timeout = 0");
      execute("set lock_timeout = 0");
      return make();
    } finally {
      release(lock);
    }
  }

  /** Others use the connection afterwards. */
  private void release(String lock) throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("reset statement_timeout");
      statement.execute("reset lock_timeout");
      statement.execute("select pg_advisory_unlock(" + lock + ")");
    }
  }

  private List<String> make() throws SQLException {
    List<String> tables = tables();
    Optional<String> trigrams = tables.isEmpty() ? Optional.empty() : trigrams();
    List<String> made = new ArrayList<>();
    for (String table : tables) {
      List<UserIndex> wanted = new ArrayList<>(UserIndex.plain(table));
      trigrams.ifPresent(schema -> wanted.add(UserIndex.trigrams(table, schema)));
      made.addAll(make(table, wanted));
    }
    return made;
  }

  /** Those of users, of all realms. */
  private List<String> tables() throws SQLException {
    List<String> prefixes = new ArrayList<>(List.of(OwnTables.PLAIN.prefix()));
    prefixes.addAll(TableOwners.prefixes(connection, prefix));
    List<String> there = new ArrayList<>();
    for (String start : prefixes) {
      for (OwnTables tables : OwnTables.all(start)) {
        if (text("select to_regclass(?)::text", prefix + tables.users()).isPresent()) {
          there.add(tables.users());
        }
      }
    }
    return there;
  }

  private List<String> make(String table, List<UserIndex> wanted) throws SQLException {
    List<String> made = new ArrayList<>();
    for (UserIndex index : wanted) {
      if (make(index)) {
        made.add(index.name());
      }
    }
    if (!made.isEmpty()) {
      // What is indexed is known to the planner from then on; the server itself looks only once
      // enough rows have changed.
      execute("analyze " + prefix + table);
    }
    return made;
  }

  private boolean make(UserIndex index) throws SQLException {
    Optional<String> state =
        text(
            "select case when i.indisvalid then 'valid' else 'invalid' end from pg_index i"
                + " where i.indexrelid = to_regclass(?)",
            prefix + index.name());
    if (state.isPresent() && state.get().equals("valid")) {
      return false;
    }
    if (state.isPresent()) {
      // Of one who was cut off. It would be kept up at every write, and used by nobody.
      execute("drop index concurrently if exists " + prefix + index.name());
    }
    long start = System.nanoTime();
    execute(
        "create index concurrently if not exists "
            + index.name()
            + " on "
            + prefix
            + index.table()
            + " "
            + index.definition());
    LOG.oneMade(index.name(), Duration.ofNanos(System.nanoTime() - start).toSeconds());
    return true;
  }

  /** The schema of the extension for parts of texts, which is made if need be and allowed. */
  private Optional<String> trigrams() throws SQLException {
    String where =
        "select quote_ident(n.nspname) from pg_extension e join pg_namespace n"
            + " on n.oid = e.extnamespace where e.extname = ?";
    Optional<String> schema = text(where, "pg_trgm");
    if (schema.isPresent()) {
      return schema;
    }
    try {
      execute("create extension if not exists pg_trgm");
    } catch (SQLException refused) {
      if (connection.isClosed() || ended) {
        throw refused;
      }
      LOG.noTrigrams(refused.getSQLState());
    }
    return text(where, "pg_trgm");
  }

  /** Ends the work of another thread, soon. */
  void end() {
    ended = true;
    Statement current = running;
    if (current != null) {
      try {
        current.cancel();
      } catch (SQLException gone) {
        LOG.notCancelled(gone);
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      running = statement;
      if (ended) {
        throw new SQLException("The server stops");
      }
      statement.execute(sql);
    } finally {
      running = null;
    }
  }

  private boolean isTrue(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private Optional<String> text(String sql, String parameter) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, parameter);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
      }
    }
  }
}
