package io.authservice.keycloak.persistence.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.survey.RowCount;
import io.authservice.keycloak.account.survey.RowCount.Exactness;
import io.authservice.keycloak.account.survey.Survey;
import io.authservice.keycloak.account.survey.SurveyOrder;
import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is found in Django's tables, whatever the database. */
abstract class DatabaseSurveyContract {

  private static final String SESSIONS = "django_session";
  private static final String LINKS = "socialaccount_socialaccount";

  /** A new database with Django's tables. */
  abstract BridgeSettings database() throws SQLException;

  abstract Connection connect(BridgeSettings database) throws SQLException;

  /** What is known of a table of more rows than are counted. */
  abstract Set<Exactness> ofLargeTables();

  private static SurveyOrder order(Duration patience) {
    return new SurveyOrder(Set.of(SESSIONS, LINKS), Set.of(LINKS), Set.of("auth"), patience);
  }

  private static Survey look(BridgeSettings database, Duration patience, List<String> seen) {
    return new DatabaseLook(database)
        .survey(
            order(patience),
            "users_user",
            Optional.of(""),
            (password, username, email, active) ->
                seen.add(String.join(" ", password, username, email, Boolean.toString(active))));
  }

  private void execute(BridgeSettings database, String... statements) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void countsTablesAndLooksAtUsers() throws SQLException {
    BridgeSettings database = database();
    execute(
        database,
        "create table " + LINKS + " (id integer primary key, provider varchar(200))",
        "insert into " + LINKS + " values (1, 'github'), (2, 'google'), (3, 'google')",
        "insert into django_migrations (app, name, applied) values"
            + " ('auth', '0001_initial', '2026-01-02 03:04:05'),"
            + " ('shop', '0001_initial', '2026-01-02 03:04:05')",
        "insert into users_user (password, is_superuser, username, first_name, last_name, email,"
            + " is_staff, is_active, date_joined) values"
            + " ('!', false, 'ada', '', '', 'ada@example.com', false, true, '2026-01-02 03:04:05'),"
            + " ('', false, 'bob', '', '', '', false, false, '2026-01-02 03:04:05')");
    List<String> seen = new ArrayList<>();

    Survey survey = look(database, Duration.ofMinutes(1), seen);

    assertThat(seen).containsExactlyInAnyOrder("! ada ada@example.com true", " bob  false");
    assertThat(survey.complete()).isTrue();
    assertThat(survey.product()).isPresent();
    assertThat(survey.migrations()).isEqualTo(Map.of("auth", List.of("0001_initial")));
    assertThat(survey.tables())
        .isEqualTo(
            Map.of(
                SESSIONS,
                RowCount.exact(0),
                LINKS,
                RowCount.exact(3),
                "users_user",
                RowCount.exact(2),
                "users_user_groups",
                RowCount.exact(0),
                "users_user_user_permissions",
                RowCount.exact(0)));
    assertThat(survey.providers()).isEqualTo(Map.of("github", 1L, "google", 2L));
    assertThat(survey.others())
        .contains("auth_group")
        .doesNotContain(SESSIONS, "django_migrations")
        .hasSize(survey.otherNumber());
  }

  @Test
  void countsNoMoreThanSoManyRows() throws SQLException {
    BridgeSettings database = database();
    execute(
        database,
        "create table digits (d integer)",
        "insert into digits values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)",
        "insert into "
            + SESSIONS
            + " select 10000 * a.d + 1000 * b.d + 100 * c.d + 10 * e.d + f.d, '',"
            + " '2026-01-02 03:04:05' from digits a, digits b, digits c, digits e, digits f");
    assertThat(look(database, Duration.ofMinutes(1), new ArrayList<>()).tables())
        .containsEntry(SESSIONS, RowCount.exact(DatabaseSurvey.MOST_ROWS));

    execute(database, "insert into " + SESSIONS + " values ('one', '', '2026-01-02 03:04:05')");

    RowCount rows = look(database, Duration.ofMinutes(1), new ArrayList<>()).tables().get(SESSIONS);
    assertThat(rows).isNotNull();
    assertThat(rows.exactness()).isIn(ofLargeTables());
    assertThat(rows.rows()).isGreaterThanOrEqualTo(DatabaseSurvey.MOST_ROWS);
  }

  @Test
  void beginsNothingWhenTheTimeIsUp() throws SQLException {
    List<String> seen = new ArrayList<>();

    Survey survey = look(database(), Duration.ofSeconds(-1), seen);

    assertThat(survey.complete()).isFalse();
    assertThat(survey.tables()).containsEntry(SESSIONS, RowCount.unread());
    assertThat(survey.migrations()).isEmpty();
    assertThat(seen).isEmpty();
  }
}
