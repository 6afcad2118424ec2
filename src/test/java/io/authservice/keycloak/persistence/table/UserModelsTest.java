package io.authservice.keycloak.persistence.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import io.authservice.keycloak.server.Sql;
import io.authservice.keycloak.testing.UserModels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** On SQLite. */
class UserModelsTest extends UserModelsContract {

  @TempDir private static Path directory;

  @Test
  void thePageHasAtLeastADozen() {
    assertThat(models()).hasSizeGreaterThanOrEqualTo(12);
  }

  @Override
  TestDatabase bridged(UserModels model) {
    String url = "jdbc:sqlite:" + directory.resolve(UUID.randomUUID() + ".sqlite3");
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl(url);
    new Sql(source::getConnection)
        .execute(
            model.statements().stream()
                .map(sql -> sql.replaceAll(" uuid (primary|not|null)", " char(32) $1"))
                .toArray(String[]::new));
    return TestDatabase.bridged(
        source,
        new BridgeSettings(
            url, "", "", 2, Duration.ofSeconds(10), model.table(), model.model(), false));
  }
}
