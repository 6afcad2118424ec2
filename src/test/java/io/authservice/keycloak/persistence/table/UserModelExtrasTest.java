package io.authservice.keycloak.persistence.table;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** On SQLite. */
class UserModelExtrasTest extends UserModelExtrasContract {

  @TempDir private static Path directory;

  @Override
  Opened empty() {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + directory.resolve(UUID.randomUUID() + ".sqlite3"));
    return new Opened(source, source.getUrl(), "", "");
  }

  @Override
  String understood(String statement) {
    return statement.replaceAll(" uuid (primary|not|null)", " char(32) $1");
  }
}
