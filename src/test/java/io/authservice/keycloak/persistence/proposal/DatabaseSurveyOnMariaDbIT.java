package io.authservice.keycloak.persistence.proposal;

import io.authservice.keycloak.account.survey.RowCount.Exactness;
import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import io.authservice.keycloak.testing.DjangoSchemas;
import io.authservice.keycloak.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.mariadb.jdbc.MariaDbDataSource;

/** On MariaDB. */
@Tag("external")
@EnabledIf(
    value = "io.authservice.keycloak.testing.MariaDbServer#isInstalled",
    disabledReason = MariaDbServer.MISSING)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseSurveyOnMariaDbIT extends DatabaseSurveyContract {

  @TempDir private static Path directory;
  private MariaDbServer running;

  @BeforeAll
  void startMariaDb() {
    running = MariaDbServer.start(directory);
  }

  @AfterAll
  void stopMariaDb() {
    running.close();
  }

  @Override
  BridgeSettings database() throws SQLException {
    String name = UUID.randomUUID().toString();
    running.createDatabase(name);
    BridgeSettings database =
        new BridgeSettings(
            running.jdbcUrl(name),
            MariaDbServer.USER,
            MariaDbServer.PASSWORD,
            1,
            Duration.ofSeconds(5),
            "users_user",
            "",
            true);
    try (Connection connection = connect(database)) {
      DjangoSchemas.MARIADB.create(connection);
    }
    return database;
  }

  @Override
  Connection connect(BridgeSettings database) throws SQLException {
    MariaDbDataSource source = new MariaDbDataSource(database.url());
    source.setUser(database.user());
    source.setPassword(database.password());
    return source.getConnection();
  }

  /** What InnoDB reckons by may be less than what was counted. */
  @Override
  Set<Exactness> ofLargeTables() {
    return Set.of(Exactness.ESTIMATE, Exactness.AT_LEAST);
  }
}
