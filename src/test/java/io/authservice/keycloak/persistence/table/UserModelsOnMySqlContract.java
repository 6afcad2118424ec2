package io.authservice.keycloak.persistence.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import io.authservice.keycloak.server.Sql;
import io.authservice.keycloak.testing.MySqlFamily;
import io.authservice.keycloak.testing.UserModels;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On MySQL and MariaDB. */
abstract class UserModelsOnMySqlContract extends UserModelsContract {

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

  /** Django writes moments in UTC, and the server's own zone is another. */
  @Test
  void whatIsNowIsSoInUtc() {
    try (TestDatabase database =
        bridged(
            UserModels.named("Weblate"),
            "new is_active = true\nnew is_bot = false\nnew date_expires = now")) {
      for (String hours : List.of("-1", "1")) {
        database.execute(
            "update weblate_auth_user set date_expires = date_add(utc_timestamp(), interval "
                + hours
                + " hour) where id = 1");
        assertThat(
                database.<Boolean>inTransaction(
                    accounts -> accounts.read(UserId.of(1)).orElseThrow().active()))
            .as(hours)
            .isEqualTo(hours.equals("1"));
      }
      database.execute("alter table weblate_auth_user modify id integer auto_increment");
      database.change(accounts -> accounts.add("neu", Instant.now()));
      assertThat(
              database.select(
                  "select timestampdiff(minute, date_expires, utc_timestamp()) from"
                      + " weblate_auth_user where username = 'neu'"))
          .containsExactly("0");
    }
  }

  @Override
  TestDatabase bridged(UserModels model) {
    return bridged(model, "");
  }

  private TestDatabase bridged(UserModels model, String more) {
    String name = UUID.randomUUID().toString();
    running.createDatabase(name);
    try {
      DataSource source = running.source(name);
      new Sql(source::getConnection)
          .execute(
              model.statements().stream()
                  .map(sql -> UserModels.onMySql(sql, running.uuidType()))
                  .toList());
      return TestDatabase.bridged(
          source,
          new BridgeSettings(
              running.jdbcUrl(name),
              MySqlFamily.USER,
              MySqlFamily.PASSWORD,
              2,
              Duration.ofSeconds(10),
              model.table(),
              model.model() + more,
              false));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
