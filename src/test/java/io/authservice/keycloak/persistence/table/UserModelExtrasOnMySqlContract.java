package io.authservice.keycloak.persistence.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.extra.ExtraValueRefusedException;
import io.authservice.keycloak.testing.MySqlFamily;
import io.authservice.keycloak.testing.UserModels;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On MySQL and MariaDB. */
abstract class UserModelExtrasOnMySqlContract extends UserModelExtrasContract {

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
  Opened empty() {
    String name = UUID.randomUUID().toString();
    running.createDatabase(name);
    try {
      return new Opened(
          running.source(name), running.jdbcUrl(name), MySqlFamily.USER, MySqlFamily.PASSWORD);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  String understood(String statement) {
    return UserModels.onMySql(statement, running.uuidType());
  }

  /** An older column may know no character beyond the basic plane. */
  @Test
  void whatAColumnDoesNotTakeIsRefusedByItsName() {
    Bridged bridged = new Bridged(UserModels.named("Taiga"));
    bridged.execute(
        List.of("alter table users_user modify theme varchar(10) character set utf8mb3"));
    for (String refused : List.of("far too long a theme", "\uD83C\uDF19")) {
      assertThatThrownBy(() -> bridged.write("theme", Optional.of(refused)))
          .as(refused)
          .isInstanceOf(ExtraValueRefusedException.class);
    }
    assertThat(
            bridged.<Map<String, Object>>asked(
                all -> all.values(List.of(bridged.ada)).get(bridged.ada)))
        .doesNotContainKey("theme");
  }
}
