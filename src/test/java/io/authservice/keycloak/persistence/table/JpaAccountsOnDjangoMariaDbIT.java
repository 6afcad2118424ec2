package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import io.authservice.keycloak.testing.DjangoSchemas;
import io.authservice.keycloak.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.mariadb.jdbc.MariaDbDataSource;

@Tag("external")
@EnabledIf(
    value = "io.authservice.keycloak.testing.MariaDbServer#isInstalled",
    disabledReason = MariaDbServer.MISSING)
class JpaAccountsOnDjangoMariaDbIT extends JpaAccountsOnDjangoContract {

  @TempDir private static Path directory;
  private @Nullable MariaDbServer running;

  @AfterAll
  void stopMariaDb() {
    if (running != null) {
      running.close();
    }
  }

  @Override
  TestDatabase newDatabase() {
    if (running == null) {
      running = MariaDbServer.start(directory);
    }
    String name = UUID.randomUUID().toString();
    running.createDatabase(name);
    String url = running.jdbcUrl(name);
    try {
      MariaDbDataSource source = new MariaDbDataSource(url);
      source.setUser(MariaDbServer.USER);
      source.setPassword(MariaDbServer.PASSWORD);
      try (Connection connection = source.getConnection()) {
        DjangoSchemas.MARIADB.create(connection);
      }
      return TestDatabase.bridged(
          source,
          new BridgeSettings(
              url,
              MariaDbServer.USER,
              MariaDbServer.PASSWORD,
              4,
              Duration.ofSeconds(5),
              "users_user",
              "",
              false));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  String tellLetterCaseApart() {
    return "alter table users_user modify username varchar(150) collate utf8mb4_bin not null";
  }

  @Override
  String literal(String moment) {
    return "'" + moment + "'";
  }

  @Override
  List<String> oddMoments() {
    return List.of("0000-00-00 00:00:00");
  }

  @Override
  List<String> letNothingIn() {
    return List.of(
        "alter table users_user modify first_name varchar(150) null, modify last_name varchar(150)"
            + " null, modify email varchar(254) null, modify is_active tinyint(1) null,"
            + " modify is_staff tinyint(1) null, modify is_superuser tinyint(1) null,"
            + " modify password varchar(128) null, modify date_joined datetime(6) null");
  }

  @Override
  String writeLeniently() {
    return "set session sql_mode = ''";
  }
}
