package io.authservice.keycloak.persistence.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.ListedAccount;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.persistence.bulk.JpaRowExport;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.issued.ChecksumColumns;
import io.authservice.keycloak.persistence.issued.DjangoIssuedTokens;
import io.authservice.keycloak.testing.UserModels;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of public projects, read and written over a bridge, whatever the database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UserModelsContract {

  static List<UserModels> models() {
    return UserModels.all();
  }

  /** A new database with a model's tables. */
  abstract TestDatabase bridged(UserModels model);

  @ParameterizedTest
  @MethodSource("models")
  void readsOnePersonAndOneSuperuser(UserModels model) {
    try (TestDatabase database = bridged(model)) {
      Account ada = database.inTransaction(accounts -> accounts.read(model.id(1)).orElseThrow());
      assertThat((ada.firstName() + " " + ada.lastName()).strip()).isEqualTo("Ada Lovelace");
      assertThat(ada.username()).startsWith("ada");
      assertThat(ada.email()).isEqualTo("ada@example.com");
      assertThat(ada.active()).isTrue();
      assertThat(ada.staff()).isFalse();
      assertThat(ada.superuser()).isFalse();
      assertThat(ada.dateJoined()).isEqualTo("2026-01-02T03:04:05.000006Z");

      Account root = database.inTransaction(accounts -> accounts.read(model.id(2)).orElseThrow());
      boolean hasAny = !model.name().equals("authentik");
      assertThat(root.staff()).isEqualTo(hasAny);
      assertThat(root.superuser()).isEqualTo(hasAny);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void findsListsAndExportsThem(UserModels model) {
    try (TestDatabase database = bridged(model)) {
      database.change(
          accounts -> {
            assertThat(accounts.byEmail("ADA@example.com")).isPresent();
            String name = accounts.read(model.id(1)).orElseThrow().username();
            assertThat(accounts.byUsername(name.toUpperCase(Locale.ROOT))).isPresent();
            assertThat(accounts.byId(model.id(1)).orElseThrow().account().username())
                .isEqualTo(name);

            List<UserId> listed =
                accounts
                    .page(AccountQuery.ALL, AccountOrder.BY_ID, Optional.empty(), 0, 100)
                    .stream()
                    .map(Account::id)
                    .toList();
            assertThat(listed)
                .startsWith(model.id(1), model.id(2))
                .doesNotContain(model.id(4), model.id(5));
            assertThat(accounts.count(AccountQuery.ALL)).isEqualTo(listed.size());
            try (Stream<ListedAccount> all = accounts.all()) {
              assertThat(all.map(user -> user.get(UserField.ID))).isEqualTo(listed);
            }
            // Who may not log in is no less a user.
            listed.stream()
                .filter(id -> id.equals(model.id(3)))
                .forEach(id -> assertThat(accounts.read(id).orElseThrow().active()).isFalse());
            accounts.recordLogin(model.id(1), Instant.EPOCH);
            assertThat(accounts.replacePasswordHash(model.id(1), "another", "!")).isFalse();
            assertThat(accounts.groups().grants(model.id(1)).groupIds()).isEmpty();
          });
      Account ada = database.inTransaction(accounts -> accounts.read(model.id(1)).orElseThrow());
      assertThat(ada.lastLogin()).isEqualTo(Instant.EPOCH);
      List<UserRow> rows =
          database.inTransaction(
              (accounts, em) ->
                  new JpaRowExport(
                          em,
                          new DatabaseFailures(),
                          new DjangoIssuedTokens(
                              em, new DatabaseFailures(), "", new ChecksumColumns()),
                          AccountExtras.NONE)
                      .users(Optional.empty(), 10));

      assertThat(rows.get(0).account().id()).isEqualTo(model.id(1));
      assertThat(rows.get(0).password()).startsWith("pbkdf2_sha256$1000$salt$");
    }
  }

  /** What a model has a column for is written there, and what it has none for is not. */
  @ParameterizedTest
  @MethodSource("models")
  void writesWhatHasAColumnAndRemoves(UserModels model) {
    try (TestDatabase database = bridged(model)) {
      database.change(
          accounts -> {
            var ada = accounts.byId(model.id(1)).orElseThrow();
            ada.changePasswordHash("!chosen");
            if (ada.isWritable(UserField.EMAIL)) {
              ada.change(UserField.EMAIL, "countess@example.com");
            }
            if (ada.isWritable(UserField.FIRST_NAME)) {
              ada.change(UserField.FIRST_NAME, "Augusta");
            }
          });
      database.change(
          accounts ->
              assertThat(accounts.replacePasswordHash(model.id(1), "!chosen", "!changed"))
                  .isTrue());
      database.change(
          accounts -> {
            var ada = accounts.byId(model.id(1)).orElseThrow();
            assertThat(ada.passwordHash()).isEqualTo("!changed");
            assertThat(ada.account().email())
                .isEqualTo(
                    ada.isWritable(UserField.EMAIL) ? "countess@example.com" : "ada@example.com");
            assertThat(ada.account().firstName())
                .isEqualTo(
                    ada.isWritable(UserField.FIRST_NAME) ? "Augusta" : ada.account().firstName());
            assertThat(accounts.remove(model.id(1))).isTrue();
          });
      assertThat(database.<Boolean>inTransaction(accounts -> accounts.read(model.id(1)).isEmpty()))
          .isTrue();
    }
  }
}
