package io.authservice.keycloak.persistence.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStatesTest {

  @ParameterizedTest
  @CsvSource({
    "PostgreSQL has lost the connection, 08006, 0",
    "PostgreSQL has ended a slow statement, 57014, 0",
    "PostgreSQL has chosen the victim of a deadlock, 40P01, 0",
    "MariaDB has no connection left, 08004, 1040",
    "MariaDB has waited for a lock, HY000, 1205",
    "MariaDB has ended a statement, 70100, 1969",
    "SQLite is busy, , 5",
    "SQLite cannot open its file, , 14",
    "the pool has timed out, , 0"
  })
  void anOutage(String what, String state, int code) {
    SQLException failure = new SQLException(what, state, code);
    assertThat(SqlStates.isOutage(failure)).isTrue();
    assertThat(SqlStates.isWriteRefused(failure)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "PostgreSQL reads only, 25006, 0",
    "PostgreSQL misses a right, 42501, 0",
    "MariaDB misses a right, 42000, 1142",
    "MariaDB reads only, HY000, 1290",
    "SQLite reads only, , 8"
  })
  void aRefusedWrite(String what, String state, int code) {
    SQLException failure = new SQLException(what, state, code);
    assertThat(SqlStates.isWriteRefused(failure)).isTrue();
    assertThat(SqlStates.isOutage(failure)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "PostgreSQL finds a name taken, 23505, 0",
    "PostgreSQL does not understand, 42601, 0",
    "MariaDB finds a name taken, 23000, 1062",
    "SQLite finds a name taken, , 19"
  })
  void neither(String what, String state, int code) {
    SQLException failure = new SQLException(what, state, code);
    assertThat(SqlStates.isOutage(failure)).isFalse();
    assertThat(SqlStates.isWriteRefused(failure)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "PostgreSQL has ended a slow statement, 57014, 0, true",
    "PostgreSQL has chosen the victim of a deadlock, 40P01, 0, true",
    "PostgreSQL is shutting down, 57P01, 0, false",
    "PostgreSQL has lost the connection, 08006, 0, false",
    "MariaDB has waited for a lock, HY000, 1205, true",
    "MariaDB has ended a statement, 70100, 1969, true",
    "MariaDB has no connection left, 08004, 1040, false",
    "SQLite is busy, , 5, true",
    "SQLite cannot open its file, , 14, false",
    "the pool has timed out, , 0, false"
  })
  void contentionIsNotTheDatabasesSilence(String what, String state, int code, boolean expected) {
    assertThat(SqlStates.isContention(new SQLException(what, state, code))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "PostgreSQL knows no such relation, 42P01, 0",
    "MariaDB knows no such table, 42S02, 1146",
    "[SQLITE_ERROR] SQL error or missing database (no such table: t), , 1"
  })
  void aMissingTable(String what, String state, int code) {
    SQLException failure = new SQLException(what, state, code);
    assertThat(SqlStates.isTableMissing(failure)).isTrue();
    assertThat(SqlStates.isRightMissing(failure)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "PostgreSQL misses a column, 42703, 0",
    "PostgreSQL misses a right, 42501, 0",
    "MariaDB misses a right, 42000, 1142",
    "MariaDB misses a column, 42S22, 1054",
    "[SQLITE_ERROR] SQL error or missing database (no such column: c), , 1"
  })
  void noMissingTable(String what, String state, int code) {
    assertThat(SqlStates.isTableMissing(new SQLException(what, state, code))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "PostgreSQL refuses the password, 28P01, 0, true, false",
    "PostgreSQL refuses the host, 28000, 0, true, false",
    "PostgreSQL has no such database, 3D000, 0, false, true",
    "PostgreSQL has lost the connection, 08006, 0, false, false",
    "MariaDB refuses the password, 28000, 1045, true, false",
    "MariaDB refuses the database, 42000, 1044, true, false",
    "MariaDB has no such database, 42000, 1049, false, true",
    "SQLite cannot open its file, , 14, false, false"
  })
  void whoAndWhatIsRefusedAtTheDoor(
      String what, String state, int code, boolean login, boolean database) {
    SQLException failure = new SQLException(what, state, code);
    assertThat(SqlStates.isLoginRefused(failure)).isEqualTo(login);
    assertThat(SqlStates.isDatabaseMissing(failure)).isEqualTo(database);
  }

  @ParameterizedTest
  @CsvSource({
    "PostgreSQL finds a row that refers to another at commit, 23503, true",
    "PostgreSQL finds a value twice, 23505, false",
    "the pool has timed out, , false"
  })
  void whatIsReferredTo(String what, String state, boolean expected) {
    assertThat(SqlStates.isReferredTo(new SQLException(what, state))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "PostgreSQL finds a text too long, 22001, 0, true",
    "PostgreSQL finds a condition violated, 23514, 0, true",
    "MySQL finds a text too long, 22001, 1406, true",
    "MySQL has no such character, HY000, 1366, true",
    "MySQL has no such value, 01000, 1265, true",
    "MySQL finds a condition violated, HY000, 3819, true",
    "MariaDB finds a condition violated, 23000, 4025, true",
    "MySQL finds a name taken, 23000, 1062, false",
    "MySQL has waited for a lock, HY000, 1205, false",
    "the pool has timed out, , 0, false"
  })
  void aRefusedValue(String what, String state, int code, boolean expected) {
    assertThat(SqlStates.isValueRefused(new SQLException(what, state, code))).isEqualTo(expected);
  }
}
