package io.authservice.keycloak.persistence.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.EditableAccount;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.UserValues;
import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.issued.IssuedToken;
import io.authservice.keycloak.account.issued.IssuedToken.Kind;
import io.authservice.keycloak.account.issued.IssuedTokenRow;
import io.authservice.keycloak.account.issued.TokenDigest;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.ApplicationRow;
import io.authservice.keycloak.account.row.BelongingRow;
import io.authservice.keycloak.account.row.BelongingTable;
import io.authservice.keycloak.account.row.ContentTypeRow;
import io.authservice.keycloak.account.row.PermissionRow;
import io.authservice.keycloak.account.row.RowExport;
import io.authservice.keycloak.account.row.RowText;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.persistence.bulk.JpaRowExport;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.issued.ChecksumColumns;
import io.authservice.keycloak.persistence.issued.DjangoIssuedTokens;
import io.authservice.keycloak.testing.TestAccount;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
                assertThat(isBlacklisted(em, "back")).isFalse();
                return found.count(AccountQuery.ALL);
              });

      assertThat(accounts).isZero();
    }
  }

  @Test
  void handsOutWholeRowsPageByPage() {
    try (TestDatabase django = newDatabase()) {
      for (int id : new int[] {41, 7, 8}) {
        django.execute(user(id));
      }
      django.execute(
          "update users_user set last_login = null where id = 8",
          "insert into django_content_type (id, app_label, model) values (11, 'shop', 'order')",
          "insert into auth_permission (id, name, content_type_id, codename)"
              + " values (21, 'Can view order', 11, 'view_order')",
          "insert into auth_group (id, name) values (31, 'Writers')",
          "insert into auth_group_permissions (group_id, permission_id) values (31, 21)",
          "insert into users_user_groups (user_id, group_id) values (41, 31)",
          "insert into users_user_user_permissions (user_id, permission_id) values (41, 21)");

      assertThat(export(django, RowExport::contentTypes))
          .containsExactly(new ContentTypeRow(11, "shop", "order"));
      assertThat(export(django, RowExport::permissions))
          .containsExactly(new PermissionRow(21, "Can view order", 11, "view_order"));
      assertThat(export(django, RowExport::groups))
          .containsExactly(new GroupRow(31, "Writers", Set.of(21L)));
      Instant moment = Instant.parse("2024-02-29T23:59:59.123456Z");
      assertThat(export(django, rows -> rows.users(Optional.empty(), 2)))
          .containsExactly(row(7, moment, Set.of(), Set.of()), row(8, null, Set.of(), Set.of()));
      assertThat(export(django, rows -> rows.users(Optional.of(UserId.of(8)), 2)))
          .containsExactly(row(41, moment, Set.of(31L), Set.of(21L)));
      assertThat(export(django, rows -> rows.users(Optional.of(UserId.of(41)), 2))).isEmpty();
    }
  }

  @Test
  void handsOutApplicationsByTheColumnsThereAre() {
    try (TestDatabase django = newDatabase()) {
      django.execute(
          user(7),
          "insert into oauth2_provider_application (id, client_id, redirect_uris, client_type,"
              + " authorization_grant_type, client_secret, name, user_id, skip_authorization,"
              + " created, updated, algorithm) values (3, 'web', 'https://a.example https://b.example',"
              + " 'confidential', 'authorization-code', 'pbkdf2$x', 'Web', 7, true,"
              + " '2024-02-29 23:59:59', '2024-02-29 23:59:59', 'RS256')");

      ApplicationRow row = export(django, RowExport::applications).get(0);
      assertThat(row.id()).hasValue(3);
      assertThat(row.clientId()).isEqualTo("web");
      assertThat(row.clientType()).isEqualTo("confidential");
      assertThat(row.grantType()).isEqualTo("authorization-code");
      assertThat(row.secret()).isEqualTo("pbkdf2$x");
      assertThat(row.name()).isEqualTo("Web");
      assertThat(row.skipAuthorization()).isTrue();
      assertThat(row.redirectUris()).isEqualTo("https://a.example https://b.example");
      assertThat(row.postLogoutRedirectUris()).isEmpty();
      assertThat(row.allowedOrigins()).isEmpty();
      assertThat(row.algorithm()).isEqualTo("RS256");
      assertThat(row.unknown()).isEmpty();

      django.execute(
          "alter table oauth2_provider_application add column allowed_origins varchar(200)",
          "update oauth2_provider_application set allowed_origins = 'https://a.example',"
              + " user_id = null");
      ApplicationRow later = export(django, RowExport::applications).get(0);
      assertThat(later.allowedOrigins()).isEqualTo("https://a.example");
    }
  }

  @Test
  void handsOutWhatUsersHaveInTheTablesThereAre() {
    try (TestDatabase django = newDatabase()) {
      django.execute(
          user(7),
          "create table otp_static_staticdevice"
              + " (id integer primary key, user_id integer, confirmed boolean)",
          "create table otp_static_statictoken"
              + " (id integer primary key, device_id integer, token varchar(16))",
          "insert into otp_static_staticdevice values (3, 7, true)",
          "insert into otp_static_statictoken values (5, 3, 'abcdefgh')");

      assertThat(export(django, rows -> List.copyOf(rows.belongingTables())))
          .containsExactlyInAnyOrder(BelongingTable.STATIC_DEVICES, BelongingTable.STATIC_TOKENS);
      BelongingRow device =
          export(
                  django,
                  rows ->
                      rows.belongings(
                          BelongingTable.STATIC_DEVICES, Optional.empty(), UserId.of(7)))
              .get(0);
      assertThat(device.id()).isEqualTo("3");
      assertThat(device.owner()).isEqualTo(new BelongingRow.OfUser(UserId.of(7)));
      assertThat(RowText.isTrue(device.columns().get("confirmed"))).isTrue();
      BelongingRow token =
          export(
                  django,
                  rows ->
                      rows.belongings(BelongingTable.STATIC_TOKENS, Optional.empty(), UserId.of(7)))
              .get(0);
      assertThat(token.owner()).isEqualTo(new BelongingRow.OfDevice(3));
      assertThat(token.columns()).containsEntry("token", "abcdefgh");
      assertThat(
              export(
                  django,
                  rows ->
                      rows.belongings(
                          BelongingTable.STATIC_TOKENS, Optional.of(UserId.of(7)), UserId.of(9))))
          .isEmpty();
    }
  }

  @Test
  void handsOutNoApplicationsWhereThereIsNoSuchTableAndGoesOn() {
    try (TestDatabase django = newDatabase()) {
      django.execute(
          user(7), "alter table oauth2_provider_application rename to some_other_application");

      assertThat(
              export(
                  django,
                  rows -> {
                    assertThat(rows.applications()).isEmpty();
                    return rows.users(Optional.of(UserId.of(0)), 9);
                  }))
          .hasSize(1);
    }
  }

  @Test
  void looksTokensUpByTheirTextsToTheLetter() {
    try (TestDatabase django = newDatabase()) {
      django.execute(user(7), application(), accessToken(5, "Opaque"), refreshToken(6, "Fresh", 5));

      assertThat(find(django, Kind.OAUTH2_ACCESS, "Opaque"))
          .hasValue(
              new IssuedToken(
                  Kind.OAUTH2_ACCESS,
                  Optional.of(UserId.of(7)),
                  "web",
                  "read write",
                  "5",
                  Instant.parse("2024-02-29T23:59:59.123456Z"),
                  Optional.of(Instant.parse("2034-02-28T23:59:59Z"))));
      assertThat(find(django, Kind.OAUTH2_REFRESH, "Fresh"))
          .hasValueSatisfying(
              token -> {
                assertThat(token.scope()).isEqualTo("read write");
                assertThat(token.grantId()).isEqualTo("5");
                assertThat(token.expiresAt()).isEmpty();
              });
      for (String other : List.of("opaque", "OPAQUE", "Opaque ", "Opaqué", "' or '1'='1", "")) {
        assertThat(find(django, Kind.OAUTH2_ACCESS, other)).as(other).isEmpty();
      }
      assertThat(find(django, Kind.OAUTH2_REFRESH, "Opaque")).isEmpty();
      assertThat(export(django, rows -> rows.tokens(Kind.OAUTH2_ACCESS, "", 9)))
          .containsExactly(
              new IssuedTokenRow(
                  "5",
                  TokenDigest.of("Opaque"),
                  find(django, Kind.OAUTH2_ACCESS, "Opaque").orElseThrow()));
      assertThat(export(django, rows -> rows.tokens(Kind.OAUTH2_ACCESS, "5", 9))).isEmpty();

      django.execute(
          "update oauth2_provider_refreshtoken set revoked = " + literal("2024-03-01 00:00:00"));
      assertThat(find(django, Kind.OAUTH2_REFRESH, "Fresh")).isEmpty();
      assertThat(export(django, rows -> rows.tokens(Kind.OAUTH2_REFRESH, "", 9))).isEmpty();
    }
  }

  @Test
  void looksTokensUpByTheirChecksumsWhereDjangoDoes() {
    try (TestDatabase django = newDatabase()) {
      django.execute(
          user(7),
          application(),
          accessToken(5, "Opaque"),
          "alter table oauth2_provider_accesstoken add column token_checksum varchar(64)",
          "update oauth2_provider_accesstoken set token_checksum = '"
              + TokenDigest.of("Opaque")
              + "'");

      assertThat(find(django, Kind.OAUTH2_ACCESS, "Opaque")).isPresent();
      django.execute("update oauth2_provider_accesstoken set token_checksum = 'another'");
      assertThat(find(django, Kind.OAUTH2_ACCESS, "Opaque")).isEmpty();
    }
  }

  @Test
  void findsNoTokensWhereThereAreNoSuchTablesAndGoesOn() {
    try (TestDatabase django = newDatabase()) {
      django.execute(
          user(7),
          "alter table oauth2_provider_accesstoken rename to some_tokens",
          "alter table authtoken_token rename to some_keys");

      assertThat(
              export(
                  django,
                  rows -> {
                    for (Kind kind : Kind.values()) {
                      assertThat(rows.tokens(kind, "", 9)).isEmpty();
                    }
                    return rows.users(Optional.empty(), 9);
                  }))
          .hasSize(1);
      assertThat(find(django, Kind.OAUTH2_ACCESS, "Opaque")).isEmpty();
      assertThat(find(django, Kind.DRF, "a".repeat(40))).isEmpty();
    }
  }

  @Test
  void looksKeysOfDjangoRestFrameworkUp() {
    String key = "0123456789abcdef0123456789abcdef01234567";
    try (TestDatabase django = newDatabase()) {
      django.execute(
          user(7),
          "insert into authtoken_token values ('"
              + key
              + "', "
              + literal("2024-02-29 23:59:59")
              + ", 7)");

      assertThat(find(django, Kind.DRF, key))
          .hasValueSatisfying(
              token -> {
                assertThat(token.accountId()).contains(UserId.of(7));
                assertThat(token.grantId()).isEqualTo(TokenDigest.of(key));
                assertThat(token.issuedAt()).isEqualTo(Instant.parse("2024-02-29T23:59:59Z"));
              });
      assertThat(find(django, Kind.DRF, key.replace('a', 'A'))).isEmpty();
      assertThat(export(django, rows -> rows.tokens(Kind.DRF, "", 9))).hasSize(1);
    }
  }

  private String application() {
    return "insert into oauth2_provider_application (id, client_id, redirect_uris, client_type,"
        + " authorization_grant_type, client_secret, name, user_id, skip_authorization,"
        + " created, updated, algorithm) values (3, 'web', '', 'confidential',"
        + " 'authorization-code', 'x', 'Web', 7, true, "
        + literal("2024-02-29 23:59:59")
        + ", "
        + literal("2024-02-29 23:59:59")
        + ", '')";
  }

  private String accessToken(long id, String token) {
    return "insert into oauth2_provider_accesstoken (id, token, expires, scope, application_id,"
        + " user_id, created, updated) values ("
        + id
        + ", '"
        + token
        + "', "
        + literal("2034-02-28 23:59:59")
        + ", 'read write', 3, 7, "
        + literal("2024-02-29 23:59:59.123456")
        + ", "
        + literal("2024-02-29 23:59:59")
        + ")";
  }

  private String refreshToken(long id, String token, long accessToken) {
    return "insert into oauth2_provider_refreshtoken (id, token, access_token_id, application_id,"
        + " user_id, created, updated) values ("
        + id
        + ", '"
        + token
        + "', "
        + accessToken
        + ", 3, 7, "
        + literal("2024-02-29 23:59:59")
        + ", "
        + literal("2024-02-29 23:59:59")
        + ")";
  }

  private static Optional<IssuedToken> find(TestDatabase django, Kind kind, String token) {
    return django.inTransaction(
        (accounts, em) ->
            new DjangoIssuedTokens(em, new DatabaseFailures(), "", new ChecksumColumns())
                .find(kind, token));
  }

  /** What this database takes for a moment, and no calendar has. */
  abstract List<String> oddMoments();

  /** Makes the columns of the user table take nothing; empty where tables cannot be altered. */
  abstract List<String> letNothingIn();

  /** Lets the connection write what the database would refuse otherwise. */
  String writeLeniently() {
    return "select 1";
  }

  @Test
  void anOddRowHidesNoOther() {
    try (TestDatabase django = newDatabase()) {
      django.execute(user(7), user(Long.MAX_VALUE));
      long odd = 100;
      for (String moment : oddMoments()) {
        odd++;
        String dates = "date_joined = '" + moment + "', last_login = '" + moment + "'";
        django.execute(
            writeLeniently(), user(odd), "update users_user set " + dates + " where id = " + odd);
      }
      if (!letNothingIn().isEmpty()) {
        odd++;
        django.execute(letNothingIn().toArray(String[]::new));
        django.execute(
            user(odd),
            "update users_user set first_name = null, last_name = null, email = null,"
                + " is_active = null, is_staff = null, is_superuser = null, password = null,"
                + " date_joined = null where id = "
                + odd);
      }
      long last = odd;

      assertShown(django, last);
    }
  }

  /** What a list of everybody shows of a user. */
  private record ListShown(List<Object> values) {
    static ListShown of(UserValues user) {
      return new ListShown(
          UserField.OF_CLIENTS.stream().<Object>map(field -> user.get(field)).toList());
    }
  }

  private static void assertShown(TestDatabase django, long last) {
    List<Account> listed =
        django.inTransaction(
            accounts -> accounts.stream(AccountQuery.ALL, AccountOrder.BY_ID).toList());
    List<ListShown> all =
        django.inTransaction(accounts -> accounts.all().map(ListShown::of).toList());
    assertThat(all).isEqualTo(listed.stream().map(ListShown::of).toList());
    assertThat(listed)
        .extracting(Account::id)
        .contains(UserId.of(7), UserId.of(Long.MAX_VALUE))
        .hasSize((int) last - 98);
    assertThat(listed)
        .filteredOn(
            account ->
                account.id().compareTo(UserId.of(100)) > 0
                    && account.id().compareTo(UserId.of(Long.MAX_VALUE)) < 0)
        .hasSize((int) last - 100)
        .allSatisfy(
            account -> {
              assertThat(account.dateJoined()).isEqualTo(Account.UNKNOWN_DATE);
              assertThat(account.username()).isEqualTo("Éva" + account.id());
            });
    assertThat(
            django.<List<Account>>inTransaction(
                accounts ->
                    accounts.search(AccountQuery.ALL, 0, 1000).stream()
                        .map(EditableAccount::account)
                        .toList()))
        .containsExactlyInAnyOrderElementsOf(listed);
    assertThat(export(django, rows -> rows.users(Optional.empty(), 1000)))
        .extracting(UserRow::account)
        .containsExactlyInAnyOrderElementsOf(listed);
  }

  private String user(long id) {
    String moment = literal("2024-02-29 23:59:59.123456");
    return "insert into users_user (id, password, last_login, is_superuser, username, first_name,"
        + " last_name, email, is_staff, is_active, date_joined) values ("
        + id
        + ", 'md5$a$b', "
        + moment
        + ", false, 'Éva"
        + id
        + "', 'First', 'Last', 'eva@example.com', true, true, "
        + moment
        + ")";
  }

  private static UserRow row(
      long id, @Nullable Instant lastLogin, Set<Long> groups, Set<Long> permissions) {
    return new UserRow(
        TestAccount.of(id, "Éva" + id, "eva@example.com", "First", "Last")
            .with(UserField.STAFF, true)
            .with(UserField.DATE_JOINED, Instant.parse("2024-02-29T23:59:59.123456Z"))
            .with(UserField.LAST_LOGIN, lastLogin),
        "md5$a$b",
        groups,
        permissions);
  }

  private static <T> List<T> export(TestDatabase django, Function<RowExport, List<T>> work) {
    return django.inTransaction(
        (accounts, em) ->
            work.apply(
                new JpaRowExport(
                    em,
                    new DatabaseFailures(),
                    new DjangoIssuedTokens(em, new DatabaseFailures(), "", new ChecksumColumns()),
                    AccountExtras.NONE)));
  }

  private static boolean isBlacklisted(TestDatabase django, String jti) {
    return django.inTransaction((accounts, em) -> isBlacklisted(em, jti));
  }

  private static boolean isBlacklisted(EntityManager em, String jti) {
    return new DjangoIssuedTokens(em, new DatabaseFailures(), "", new ChecksumColumns())
        .find(Kind.JWT_BLACKLISTED, jti)
        .isPresent();
  }

  private static String outstanding(String jti) {
    return "insert into token_blacklist_outstandingtoken (jti, token, expires_at) values ('"
        + jti
        + "', 'a.b.c', '2024-02-29 23:59:59')";
  }
}
