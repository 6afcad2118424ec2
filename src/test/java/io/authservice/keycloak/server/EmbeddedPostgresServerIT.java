package io.authservice.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresServerIT {
  private static final String DATABASE = "shop";

  @Test
  void comesBackWithItsDataAfterACrash(@TempDir Path directory) throws SQLException {
    try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(directory)) {
      postgres.createDatabase(DATABASE);
      execute(postgres, "create table item (name text)");
      execute(postgres, "insert into item values ('lamp')");

      postgres.crash();
      assertThat(Ports.isFree(postgres.port())).isTrue();
      assertThatThrownBy(() -> execute(postgres, "select 1"))
          .isInstanceOf(IllegalStateException.class);

      postgres.start();
      try (Connection connection = postgres.connect(DATABASE);
          Statement query = connection.createStatement();
          ResultSet rows = query.executeQuery("select name from item")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("lamp");
      }
    }
  }

  @Test
  void writesDownEachStatementOnce(@TempDir Path directory) throws SQLException {
    try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(directory)) {
      postgres.createDatabase(DATABASE);
      StatementLog log = postgres.statements(DATABASE);
      try (Connection connection = postgres.connect(DATABASE);
          PreparedStatement query = connection.prepareStatement("select\n ?::int")) {
        StatementLog.Mark mark = log.mark();
        for (int i = 0; i < 10; i++) {
          query.setInt(1, i);
          query.executeQuery().close();
        }

        assertThat(log.since(mark)).hasSize(10).allMatch(text -> text.startsWith("select\n $1"));
        assertThat(log.since(log.mark())).isEmpty();
      }
    }
  }

  private static void execute(EmbeddedPostgresServer postgres, String sql) throws SQLException {
    try (Connection connection = postgres.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
