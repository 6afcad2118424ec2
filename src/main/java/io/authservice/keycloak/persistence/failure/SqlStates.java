package io.authservice.keycloak.persistence.failure;

import java.sql.SQLException;
import java.util.Set;

/** What the databases mean by the states and codes of their errors. */
public final class SqlStates {

  /**
   * Classes of a lost connection (08), a transaction that lost against another (40), exhausted
   * resources (53), operator intervention such as a shutdown (57), system errors (58) and, of
   * MariaDB, a statement that was ended (70).
   */
  private static final Set<String> OUTAGES = Set.of("08", "40", "53", "57", "58", "70");

  /** PostgreSQL has ended a statement that took too long: query_canceled. */
  private static final String STATEMENT_ENDED = "57014";

  /** MySQL and MariaDB: a lock was waited for too long. */
  private static final int LOCK_WAIT_TIMEOUT = 1205;

  /** SQLITE_BUSY, _LOCKED, _IOERR, _FULL, _CANTOPEN and _PROTOCOL; its errors have no state. */
  private static final Set<Integer> SQLITE_OUTAGES = Set.of(5, 6, 10, 13, 14, 15);

  /** SQLITE_BUSY and _LOCKED. */
  private static final Set<Integer> SQLITE_CONTENTION = Set.of(5, 6);

  /** undefined_table of PostgreSQL; of MySQL and MariaDB, no such table. */
  private static final Set<String> MISSING_TABLES = Set.of("42P01", "42S02");

  /** undefined_column of PostgreSQL; of MySQL and MariaDB, unknown column. */
  private static final Set<String> MISSING_COLUMNS = Set.of("42703", "42S22");

  /** PostgreSQL checks Django's foreign keys at commit, past Hibernate: foreign_key_violation. */
  private static final String REFERRED_TO = "23503";

  private static final int SQLITE_ERROR = 1;
  private static final int SQLITE_READONLY = 8;
  private static final int SQLITE_CONSTRAINT = 19;

  private static final String READ_ONLY_TRANSACTION = "25006";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  /** MySQL and MariaDB: a server that may only be read. */
  private static final Set<Integer> MYSQL_READONLY = Set.of(1290, 1836);

  /** MySQL and MariaDB: no right on the table, or on its column. */
  private static final Set<Integer> MYSQL_MISSING_RIGHTS = Set.of(1142, 1143);

  /** Class of SQLSTATE: invalid authorization. */
  private static final String LOGIN_REFUSED = "28";

  /** MySQL and MariaDB: no right on the database, a wrong password, no such way to log in. */
  private static final Set<Integer> MYSQL_LOGIN_REFUSED = Set.of(1044, 1045, 1698);

  /** Class of SQLSTATE: data exception. */
  private static final String DATA = "22";

  private static final String CHECK_VIOLATED = "23514";

  /**
   * MySQL and MariaDB, which have other states for them: none of a column's values, a text of
   * characters that the column has not, a condition that does not hold (of MySQL, and of MariaDB).
   */
  private static final Set<Integer> MYSQL_VALUE_REFUSED = Set.of(1265, 1366, 3819, 4025);

  private static final String NO_SUCH_DATABASE = "3D000";
  private static final int MYSQL_NO_SUCH_DATABASE = 1049;

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

  /** Whether the database answers, and other transactions were in the way for too long. */
  static boolean isContention(SQLException failure) {
    String state = failure.getSQLState();
    return state == null
        ? SQLITE_CONTENTION.contains(failure.getErrorCode())
        : failure.getErrorCode() == LOCK_WAIT_TIMEOUT
            || state.equals(STATEMENT_ENDED)
            || state.startsWith("40")
            || state.startsWith("70");
  }

  static boolean isWriteRefused(SQLException failure) {
    String state = failure.getSQLState();
    return state == null
        ? failure.getErrorCode() == SQLITE_READONLY
        : state.equals(READ_ONLY_TRANSACTION)
            || MYSQL_READONLY.contains(failure.getErrorCode())
            || isRightMissing(failure);
  }

  /** Whether the database's user lacks the right to what was asked; SQLite has no such rights. */
  public static boolean isRightMissing(SQLException failure) {
    return INSUFFICIENT_PRIVILEGE.equals(failure.getSQLState())
        || MYSQL_MISSING_RIGHTS.contains(failure.getErrorCode());
  }

  public static boolean isTableMissing(SQLException failure) {
    String state = failure.getSQLState();
    return state == null
        ? failure.getErrorCode() == SQLITE_ERROR
            && String.valueOf(failure.getMessage()).contains("no such table")
        : MISSING_TABLES.contains(state);
  }

  static boolean isColumnMissing(SQLException failure) {
    String state = failure.getSQLState();
    return state == null
        ? failure.getErrorCode() == SQLITE_ERROR
            && String.valueOf(failure.getMessage()).contains("no such column")
        : MISSING_COLUMNS.contains(state);
  }

  /** Whether nobody is let in by this user name and password. */
  public static boolean isLoginRefused(SQLException failure) {
    String state = failure.getSQLState();
    return (state != null && state.startsWith(LOGIN_REFUSED))
        || MYSQL_LOGIN_REFUSED.contains(failure.getErrorCode());
  }

  public static boolean isDatabaseMissing(SQLException failure) {
    return NO_SUCH_DATABASE.equals(failure.getSQLState())
        || failure.getErrorCode() == MYSQL_NO_SUCH_DATABASE;
  }

  /** Whether a column does not take a value: its length, its form, a condition on it. */
  static boolean isValueRefused(SQLException failure) {
    String state = failure.getSQLState();
    return state != null
        && (state.startsWith(DATA)
            || state.equals(CHECK_VIOLATED)
            || MYSQL_VALUE_REFUSED.contains(failure.getErrorCode()));
  }

  /** Whether rows of another table refer to what was to be removed. */
  static boolean isReferredTo(SQLException failure) {
    return REFERRED_TO.equals(failure.getSQLState());
  }

  static boolean isSqliteConstraint(SQLException failure) {
    return failure.getSQLState() == null && failure.getErrorCode() == SQLITE_CONSTRAINT;
  }
}
