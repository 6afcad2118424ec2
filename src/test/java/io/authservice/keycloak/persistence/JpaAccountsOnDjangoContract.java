package io.authservice.keycloak.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.AccountQuery;
import org.junit.jupiter.api.Test;

/** The same over a bridge, where Django made the tables; and what there is in no other database. */
abstract class JpaAccountsOnDjangoContract extends JpaAccountsContract {

  @Test
  void knowsTheTokensThatDjangoTookBack() {
    try (TestDatabase django = newDatabase()) {
      django.execute(
          outstanding("kept"),
          outstanding("back"),
          "insert into token_blacklist_blacklistedtoken (blacklisted_at, token_id)"
              + " select expires_at, id from token_blacklist_outstandingtoken where jti = 'back'");

      assertThat(isBlacklisted(django, "back")).isTrue();
      assertThat(isBlacklisted(django, "kept")).isFalse();
      assertThat(isBlacklisted(django, "unknown' or '1' = '1")).isFalse();
    }
  }

  @Test
  void knowsOfNoTokensWhereDjangoKeepsNoBlacklistAndGoesOn() {
    try (TestDatabase django = newDatabase()) {
      django.execute(
          "drop table token_blacklist_blacklistedtoken",
          "drop table token_blacklist_outstandingtoken");

      long accounts =
          django.inTransaction(
              (found, em) -> {
                assertThat(new DjangoBlacklist(em, new Faults()).contains("back")).isFalse();
                return found.count(AccountQuery.ALL);
              });

      assertThat(accounts).isZero();
    }
  }

  private static boolean isBlacklisted(TestDatabase django, String jti) {
    return django.inTransaction(
        (accounts, em) -> new DjangoBlacklist(em, new Faults()).contains(jti));
  }

  private static String outstanding(String jti) {
    return "insert into token_blacklist_outstandingtoken (jti, token, expires_at) values ('"
        + jti
        + "', 'a.b.c', '2024-02-29 23:59:59')";
  }
}
