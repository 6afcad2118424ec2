package io.authservice.keycloak.persistence.proposal;

import io.authservice.keycloak.account.survey.RowCount.Exactness;
import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import io.authservice.keycloak.testing.MySqlFamily;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** On MySQL and MariaDB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseSurveyOnMySqlContract extends DatabaseSurveyContract {

  private MySqlFamily running;

  abstract MySqlFamily start(Path directory);

  @BeforeAll
  void startServer(@TempDir Path directory) {
    running = start(directory);
  }

  @AfterAll
  void stopServer() {
    running.close();
  }

  @Override
  BridgeSettings database() throws SQLException {
    String name = UUID.randomUUID().toString();
    running.createDatabase(name);
    BridgeSettings database =
        new BridgeSettings(
            running.jdbcUrl(name),
            MySqlFamily.USER,
            MySqlFamily.PASSWORD,
            1,
            Duration.ofSeconds(5),
            "users_user",
            "",
            true);
    try (Connection connection = connect(database)) {
      running.schema().create(connection);
    }
    return database;
  }

  @Override
  Connection connect(BridgeSettings database) throws SQLException {
    return running
        .source(database.url().substring(database.url().lastIndexOf('/') + 1))
        .getConnection();
  }

  /** What InnoDB reckons by may be less than what was counted. */
  @Override
  Set<Exactness> ofLargeTables() {
    return Set.of(Exactness.ESTIMATE, Exactness.AT_LEAST);
  }
}
