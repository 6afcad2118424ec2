package io.authservice.keycloak.persistence.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class JpaAccountsOnH2Test extends JpaAccountsContract {

  @Override
  TestDatabase newDatabase() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;NON_KEYWORDS=VALUE");
    return TestDatabase.own(source);
  }

  @Override
  String tellLetterCaseApart() {
    return "alter table users_user alter column username varchar(150) not null";
  }

  /** A user model of one's own may have such columns. */
  @Test
  void textsThatAreNullAreBlankAndTheUserIsChangedAllTheSame() {
    try (TestDatabase lenient = newDatabase()) {
      UserId id =
          lenient.inTransaction(accounts -> accounts.add("ada", Instant.EPOCH).account().id());
      for (String column : new String[] {"email", "first_name", "last_name"}) {
        lenient.execute(
            "alter table users_user alter column " + column + " drop not null",
            "update users_user set " + column + " = null");
      }

      lenient.change(
          accounts -> accounts.byId(id).orElseThrow().change(UserField.LAST_NAME, "Byron"));

      Account listed =
          lenient.inTransaction(
              accounts -> {
                try (var all = accounts.stream(AccountQuery.ALL, AccountOrder.BY_ID)) {
                  return all.findFirst().orElseThrow();
                }
              });
      assertThat(listed.email()).isEmpty();
      assertThat(listed.lastName()).isEqualTo("Byron");
      assertThat(
              lenient.<Account>inTransaction(accounts -> accounts.byId(id).orElseThrow().account()))
          .isEqualTo(listed);
      assertThat(lenient.select("select count(*) from users_user where email is null"))
          .containsExactly("1");
    }
  }

  @Test
  void holdsNoRowThatWentAwayAfterItWasOpened() {
    database()
        .execute(
            "insert into users_user (id, password, is_superuser, username, first_name, last_name,"
                + " email, is_staff, is_active, date_joined) values"
                + " (77, '', false, 'ada', '', '', '', false, true, now())");

    assertThat(
            database()
                .<Optional<Account>>inTransaction(
                    accounts -> {
                      assertThat(accounts.byId(UserId.of(77))).isPresent();
                      database().execute("delete from users_user");
                      return accounts.held(UserId.of(77));
                    }))
        .isEmpty();
  }
}
