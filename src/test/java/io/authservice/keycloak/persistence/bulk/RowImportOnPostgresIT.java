package io.authservice.keycloak.persistence.bulk;

import io.authservice.keycloak.persistence.table.TestDatabase;
import io.authservice.keycloak.server.EmbeddedPostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class RowImportOnPostgresIT extends RowImportContract {

  @TempDir private static Path directory;
  @AutoClose private EmbeddedPostgresServer postgres;

  @Override
  TestDatabase newDatabase() {
    postgres = EmbeddedPostgresServer.start(directory);
    postgres.createDatabase("tables");
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(postgres.jdbcUrl("tables"));
    source.setUser(EmbeddedPostgresServer.USER);
    return TestDatabase.own(source);
  }
}
