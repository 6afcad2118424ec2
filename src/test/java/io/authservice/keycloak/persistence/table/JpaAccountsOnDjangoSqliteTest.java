package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import io.authservice.keycloak.testing.DjangoSchemas;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class JpaAccountsOnDjangoSqliteTest extends JpaAccountsOnDjangoContract {

  @TempDir private static Path directory;

  @Override
  TestDatabase newDatabase() {
    String url = "jdbc:sqlite:" + directory.resolve(UUID.randomUUID() + ".sqlite3");
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl(url);
    try (Connection connection = source.getConnection()) {
      DjangoSchemas.SQLITE.create(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return TestDatabase.bridged(
        source,
        new BridgeSettings(url, "", "", 4, Duration.ofSeconds(10), "users_user", "", false));
  }

  /** Django's table tells it apart as it is. */
  @Override
  String tellLetterCaseApart() {
    return "select 1";
  }

  @Override
  String rivalOf(String name) {
    return name;
  }

  /** Of two that have read and would write, SQLite refuses the second at once. */
  @Override
  boolean waitsForRivals() {
    return false;
  }

  @Override
  Class<? extends Throwable> refusalOfALateRival() {
    return AccountsUnavailableException.class;
  }

  /** Nobody else writes while a transaction that has read goes on, so there is nothing to lose. */
  @Override
  void writesOnlyTheColumnsThatChanged() {}

  @Override
  boolean foldsEveryLetter() {
    return false;
  }

  @Override
  String literal(String moment) {
    return "'" + moment + "'";
  }

  @Override
  List<String> oddMoments() {
    return List.of("", "yesterday", "0000-00-00 00:00:00", "99999-01-01 00:00:00");
  }

  @Override
  List<String> letNothingIn() {
    return List.of();
  }
}
