package io.authservice.keycloak.persistence.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.issued.IssuedToken;
import io.authservice.keycloak.account.issued.IssuedToken.Kind;
import io.authservice.keycloak.account.issued.IssuedTokenRow;
import io.authservice.keycloak.account.issued.TokenDigest;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.issued.MovedTokens;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
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

  @Test
  void keepsMovedTokensByRealmAndDigestUntilTheyExpire() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    IssuedToken token =
        new IssuedToken(
            Kind.OAUTH2_ACCESS, Optional.empty(), "web", "read", "5", now, Optional.of(now));
    IssuedTokenRow row = new IssuedTokenRow("5", TokenDigest.of("Opaque"), token);
    try (TestDatabase own = newDatabase()) {
      own.inTransaction((accounts, em) -> put(moved(em, "one"), row));
      own.inTransaction((accounts, em) -> put(moved(em, "one"), row));

      assertThat(find(own, "one", "Opaque")).hasValue(token);
      assertThat(find(own, "another", "Opaque")).isEmpty();
      assertThat(find(own, "one", "opaque")).isEmpty();
      assertThat(own.select("select digest from auth_service_issued_token"))
          .containsExactly(TokenDigest.of("Opaque"));

      for (String realm : new String[] {"another", "one"}) {
        assertThat(find(own, "one", "Opaque")).isPresent();
        own.inTransaction(
            (accounts, em) -> {
              moved(em, realm).removeExpired(now);
              return true;
            });
      }
      assertThat(find(own, "one", "Opaque")).isEmpty();
    }
  }

  @Test
  void movedTokensAreOfUsersOfEitherKind() {
    try (TestDatabase own = newDatabase()) {
      for (UserId id : List.of(UserId.of(7), UserId.random())) {
        IssuedToken token =
            new IssuedToken(
                Kind.DRF, Optional.of(id), "", "", "5", Instant.EPOCH, Optional.empty());
        IssuedTokenRow row = new IssuedTokenRow("5", TokenDigest.of("Opaque"), token);

        own.inTransaction((accounts, em) -> put(moved(em, "one"), row));

        assertThat(
                own.<Optional<IssuedToken>>inTransaction(
                    (accounts, em) -> moved(em, "one").find(Kind.DRF, "Opaque")))
            .hasValue(token);
      }
    }
  }

  private static boolean put(MovedTokens tokens, IssuedTokenRow row) {
    tokens.put(List.of(row));
    return true;
  }

  private static Optional<IssuedToken> find(TestDatabase own, String realm, String token) {
    return own.inTransaction((accounts, em) -> moved(em, realm).find(Kind.OAUTH2_ACCESS, token));
  }

  private static MovedTokens moved(EntityManager em, String realm) {
    return new MovedTokens(em, new DatabaseFailures(), realm);
  }
}
