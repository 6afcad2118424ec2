package io.authservice.keycloak.persistence;

import java.sql.SQLException;
import java.util.Set;

/** What the databases mean by the states and codes of their errors. */
final class SqlStates {

  /**
   * Classes of a lost connection (08), a transaction that lost against another (40), exhausted
   * resources (53), operator intervention such as a shutdown (57), system errors (58) and, of
   * MariaDB, a statement that was ended (70).
   */
  private static final Set<String> OUTAGES = Set.of("08", "40", "53", "57", "58", "70");

  /** MySQL and MariaDB: a lock was waited for too long. */
  private static final int LOCK_WAIT_TIMEOUT = 1205;

  /** SQLITE_BUSY, _LOCKED, _IOERR, _FULL, _CANTOPEN and _PROTOCOL; its errors have no state. */
  private static final Set<Integer> SQLITE_OUTAGES = Set.of(5, 6, 10, 13, 14, 15);

  private static final int SQLITE_READONLY = 8;
  private static final int SQLITE_CONSTRAINT = 19;

  /** read_only_sql_transaction and, of PostgreSQL, insufficient_privilege. */
  private static final Set<String> REFUSED_WRITES = Set.of("25006", "42501");

  /** MySQL and MariaDB: no right on the table or its column; a server that may only be read. */
  private static final Set<Integer> MYSQL_REFUSED_WRITES = Set.of(1142, 1143, 1290, 1836);

  private SqlStates() {}

  static boolean isOutage(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null) {
      // A pool that times out names neither state nor code.
      return failure.getErrorCode() == 0 || SQLITE_OUTAGES.contains(failure.getErrorCode());
    }
    return failure.getErrorCode() == LOCK_WAIT_TIMEOUT
        || (state.length() >= 2 && OUTAGES.contains(state.substring(0, 2)));
  }

  static boolean isWriteRefused(SQLException failure) {
    String state = failure.getSQLState();
    return state == null
        ? failure.getErrorCode() == SQLITE_READONLY
        : REFUSED_WRITES.contains(state) || MYSQL_REFUSED_WRITES.contains(failure.getErrorCode());
  }

  static boolean isSqliteConstraint(SQLException failure) {
    return failure.getSQLState() == null && failure.getErrorCode() == SQLITE_CONSTRAINT;
  }
}
