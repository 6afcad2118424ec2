package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.testing.DjangoSchemas;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class JpaAccountsOnDjangoPostgresIT extends JpaAccountsOnDjangoContract {

  @TempDir private static Path directory;
  private @Nullable EmbeddedPostgresServer running;

  @AfterAll
  void stopPostgres() {
    if (running != null) {
      running.close();
    }
  }

  @Override
  TestDatabase newDatabase() {
    if (running == null) {
      running = EmbeddedPostgresServer.start(directory);
    }
    String name = UUID.randomUUID().toString();
    running.createDatabase(name);
    String url = running.jdbcUrl(name);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(EmbeddedPostgresServer.USER);
    try (Connection connection = source.getConnection()) {
      DjangoSchemas.POSTGRESQL.create(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return TestDatabase.bridged(
        source,
        new BridgeSettings(
            url,
            EmbeddedPostgresServer.USER,
            "unused",
            4,
            Duration.ofSeconds(5),
            "users_user",
            "",
            false));
  }

  /** Django's table tells it apart as it is. */
  @Override
  String tellLetterCaseApart() {
    return "select 1";
  }

  @Override
  String rivalOf(String name) {
    return name;
  }

  @Override
  List<String> oddMoments() {
    return List.of("infinity", "-infinity", "99999-01-01", "4713-01-01 BC");
  }

  @Override
  List<String> letNothingIn() {
    return Stream.of(
            "first_name",
            "last_name",
            "email",
            "is_active",
            "is_staff",
            "is_superuser",
            "password",
            "date_joined")
        .map(column -> "alter table users_user alter column " + column + " drop not null")
        .toList();
  }
}
