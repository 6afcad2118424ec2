package io.authservice.keycloak.persistence.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.Match;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.StatementLog;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class JpaAccountsOnPostgresIT extends JpaAccountsContract {

  @TempDir private static Path directory;
  private @Nullable EmbeddedPostgresServer running;
  private String lastDatabase = "";

  @AfterAll
  void stopPostgres() {
    if (running != null) {
      running.close();
    }
  }

  private EmbeddedPostgresServer postgres() {
    if (running == null) {
      running = EmbeddedPostgresServer.start(directory);
    }
    return running;
  }

  @Override
  TestDatabase newDatabase() {
    EmbeddedPostgresServer postgres = postgres();
    lastDatabase = UUID.randomUUID().toString();
    postgres.createDatabase(lastDatabase);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(postgres.jdbcUrl(lastDatabase));
    source.setUser(EmbeddedPostgresServer.USER);
    return TestDatabase.own(source);
  }

  @Override
  String tellLetterCaseApart() {
    return "drop index users_user_username_case_uniq";
  }

  @Test
  void sendsSearchTermsAsParameters() {
    try (TestDatabase fresh = newDatabase()) {
      StatementLog log = postgres().statements(lastDatabase);
      StatementLog.Mark mark = log.mark();
      for (Match match : Match.values()) {
        AccountQuery query =
            AccountQuery.ALL.and(new AccountQuery.Text(UserField.EMAIL, match, "O'Hara"));
        fresh.change(accounts -> accounts.search(query, 0, 10));
        fresh.change(accounts -> accounts.count(query));
      }
      fresh.change(accounts -> accounts.byUsername("O'Hara"));
      fresh.change(accounts -> accounts.byEmail("O'Hara"));

      List<String> statements = log.since(mark);
      assertThat(statements)
          .filteredOn(text -> text.contains("users_user"))
          // All but the exact ones are looked for ahead in order, and then among all.
          .hasSize(2 * Match.values().length + 3 + 2);
      assertThat(statements).noneMatch(text -> text.contains("Hara"));
    }
  }

  @Test
  void readsTheListInPortionsOfAThousand() {
    try (TestDatabase fresh = newDatabase()) {
      fresh.execute(
          "insert into users_user (password, is_superuser, username, first_name, last_name, email,"
              + " is_staff, is_active, date_joined) select '!', false, 'user' || n, '', '', '',"
              + " false, true, now() from generate_series(1, 2500) n");
      StatementLog log = postgres().statements(lastDatabase);
      StatementLog.Mark mark = log.mark();

      fresh.change(
          accounts -> {
            try (var all = accounts.all()) {
              assertThat(all.count()).isEqualTo(2500);
            }
          });

      assertThat(log.fetchesSince(mark)).hasSize(2).allMatch(sql -> sql.contains("users_user"));
    }
  }
}
