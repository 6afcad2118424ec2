package io.authservice.keycloak.persistence.proposal;

import io.authservice.keycloak.account.survey.RowCount.Exactness;
import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import io.authservice.keycloak.testing.DjangoSchemas;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** On SQLite. */
class DatabaseSurveyTest extends DatabaseSurveyContract {

  @TempDir private Path directory;

  @Override
  BridgeSettings database() throws SQLException {
    String url = "jdbc:sqlite:" + directory.resolve(UUID.randomUUID() + ".sqlite3");
    BridgeSettings database =
        new BridgeSettings(url, "", "", 1, Duration.ofSeconds(5), "users_user", "", true);
    try (Connection connection = connect(database)) {
      DjangoSchemas.SQLITE.create(connection);
    }
    return database;
  }

  @Override
  Connection connect(BridgeSettings database) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl(database.url());
    return source.getConnection();
  }

  /** There is nothing by which it could reckon. */
  @Override
  Set<Exactness> ofLargeTables() {
    return Set.of(Exactness.AT_LEAST);
  }
}
