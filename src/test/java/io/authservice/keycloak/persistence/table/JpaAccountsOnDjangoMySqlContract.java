package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import io.authservice.keycloak.testing.MySqlFamily;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** On MySQL and MariaDB. */
abstract class JpaAccountsOnDjangoMySqlContract extends JpaAccountsOnDjangoContract {

  private @Nullable MySqlFamily running;

  /** Asked for before any database is. */
  abstract MySqlFamily start();

  @AfterAll
  void stopServer() {
    if (running != null) {
      running.close();
    }
  }

  @Override
  TestDatabase newDatabase() {
    if (running == null) {
      running = start();
    }
    String name = UUID.randomUUID().toString();
    running.createDatabase(name);
    try {
      DataSource source = running.source(name);
      try (Connection connection = source.getConnection()) {
        running.schema().create(connection);
      }
      return TestDatabase.bridged(
          source,
          new BridgeSettings(
              running.jdbcUrl(name),
              MySqlFamily.USER,
              MySqlFamily.PASSWORD,
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
