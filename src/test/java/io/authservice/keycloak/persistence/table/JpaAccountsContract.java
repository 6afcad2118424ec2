package io.authservice.keycloak.persistence.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.AnyOf;
import io.authservice.keycloak.account.AccountQuery.Condition;
import io.authservice.keycloak.account.AccountQuery.Id;
import io.authservice.keycloak.account.AccountQuery.IdIn;
import io.authservice.keycloak.account.AccountQuery.InGroup;
import io.authservice.keycloak.account.AccountQuery.Is;
import io.authservice.keycloak.account.AccountQuery.Joined;
import io.authservice.keycloak.account.AccountQuery.Lacks;
import io.authservice.keycloak.account.AccountQuery.Match;
import io.authservice.keycloak.account.AccountQuery.Text;
import io.authservice.keycloak.account.AccountQuery.Within;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.DuplicateUsernameException;
import io.authservice.keycloak.account.EditableAccount;
import io.authservice.keycloak.account.ListedAccount;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.group.Permission;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.testing.TestAccount;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the repository promises, whatever the database. The time zone is taken for the whole class:
 * one that waits for it within keeps a thread from all others.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(Resources.TIME_ZONE)
abstract class JpaAccountsContract extends AccountGroupsContract {

  private static final UserId NOBODY = UserId.of(-1);
  private static final Instant JOINED = Instant.parse("2024-02-29T23:59:59.123456Z");

  @AutoClose private TestDatabase database;

  abstract TestDatabase newDatabase();

  @Override
  final TestDatabase database() {
    return database;
  }

  /** A statement that lets the table hold names that differ only in case, as Django's may. */
  abstract String tellLetterCaseApart();

  /** A name that the table's own uniqueness takes for this one. */
  String rivalOf(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  /** Whether a transaction waits for another that is about to take the same name. */
  boolean waitsForRivals() {
    return true;
  }

  /** How the later of two that take the same name at one time fails. */
  Class<? extends Throwable> refusalOfALateRival() {
    return DuplicateUsernameException.class;
  }

  /** Whether the database knows the letter case of more than ASCII. */
  boolean foldsEveryLetter() {
    return true;
  }

  /** A moment of UTC as a literal. */
  String literal(String moment) {
    return "timestamp with time zone '" + moment + "+00:00'";
  }

  @BeforeAll
  void makeTables() {
    database = newDatabase();
  }

  @BeforeEach
  void empty() {
    database.execute(
        "delete from users_user_groups",
        "delete from users_user_user_permissions",
        "delete from auth_group_permissions",
        "delete from auth_group",
        "delete from auth_permission",
        "delete from django_content_type",
        "delete from users_user");
  }

  @Test
  void addsAnActiveAccountWithoutPasswordOrRights() {
    UserId id = add("ada");

    Account ada = read(id);

    assertThat(ada).isEqualTo(TestAccount.of(id, "ada").with(UserField.DATE_JOINED, JOINED));
    assertThat(hash(id)).isEmpty();
  }

  @Test
  void holdsARowAsItReadsIt() {
    UserId id = add("ada");

    assertThat(database.<Optional<Account>>inTransaction(accounts -> accounts.held(id)))
        .contains(read(id));
    assertThat(database.<Optional<Account>>inTransaction(accounts -> accounts.held(NOBODY)))
        .isEmpty();
  }

  @Test
  void refusesANameThatIsTakenInAnyLetterCase() {
    add("Ada");
    add("Éva");

    for (String taken : List.of("Ada", "ada", "ADA", "éva", "ÉVA")) {
      assertThatThrownBy(() -> add(taken)).isInstanceOf(DuplicateUsernameException.class);
    }
    assertThat(database.select("select username from users_user order by id"))
        .containsExactly("Ada", "Éva");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bo\u017fs", "böss", "boß", "boss ", " boss", "\uff42oss", "bos\u0073\u0301"})
  void takesOnlyLetterCaseForTheSameName(String lookAlike) {
    UserId boss = add("Boss", entry -> entry.change(UserField.EMAIL, "Boss@example.com"));
    String address = lookAlike + "@example.com";

    for (String same : List.of("boss", "BOSS", "Boss")) {
      assertThat(idByUsername(same)).contains(boss);
      assertThat(idByEmail(same + "@EXAMPLE.com")).contains(boss);
      assertThat(found(text(UserField.USERNAME, Match.EXACT, same))).containsExactly("Boss");
    }
    assertThat(idByUsername(lookAlike)).isEmpty();
    assertThat(idByEmail(address)).isEmpty();
    assertThat(found(text(UserField.USERNAME, Match.EXACT, lookAlike))).isEmpty();
    assertThat(found(text(UserField.EMAIL, Match.EXACT, address))).isEmpty();
    AccountQuery exact =
        AccountQuery.ALL.and(new AccountQuery.Text(UserField.USERNAME, Match.EXACT, lookAlike));
    assertThat(database.<Long>inTransaction(accounts -> accounts.count(exact))).isZero();
    assertThat(
            database.<List<Account>>inTransaction(
                accounts -> accounts.stream(exact, AccountOrder.BY_ID).toList()))
        .isEmpty();
  }

  @Test
  void findsLettersBeyondAsciiWhateverTheirCase() {
    UserId eva = add("Éva", entry -> entry.change(UserField.EMAIL, "Éva@Пример.example"));

    assertThat(idByUsername("éva")).contains(eva);
    assertThat(idByEmail("ÉVA@ПРИМЕР.example")).contains(eva);
    assertThat(idByUsername("eva")).isEmpty();
    assertThat(idByUsername("xva")).isEmpty();
    assertThat(found(text(UserField.USERNAME, Match.EXACT, "éVA"))).containsExactly("Éva");
  }

  @Test
  void letsOneOfTwoRacingRegistrationsWin() throws Exception {
    CountDownLatch added = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<UserId> first =
          threads.submit(
              () ->
                  database.inTransaction(
                      accounts -> {
                        UserId id = accounts.add("ada", JOINED).account().id();
                        added.countDown();
                        await(mayCommit);
                        return id;
                      }));
      await(added);
      Future<UserId> second = threads.submit(() -> add(rivalOf("ada")));
      // The second waits for the first in the database's unique index.
      assertThat(isDoneWithin(second, 300)).isNotEqualTo(waitsForRivals());
      mayCommit.countDown();

      assertThat(read(first.get(10, TimeUnit.SECONDS)).username()).isEqualTo("ada");
      assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(refusalOfALateRival());
    } finally {
      mayCommit.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  void renamesAtOnceAndWritesNothingElse() {
    UserId id = add("ada");

    change(
        id,
        entry -> {
          entry.change(UserField.USERNAME, "ADA");
          assertThat(entry.account().username()).isEqualTo("ADA");
        });
    change(id, entry -> entry.change(UserField.USERNAME, "lovelace"));

    assertThat(read(id).username()).isEqualTo("lovelace");
  }

  @Test
  void refusesToRenameToANameThatIsTakenInAnyLetterCase() {
    UserId id = add("ada");
    add("Grace");

    assertThatThrownBy(() -> change(id, entry -> entry.change(UserField.USERNAME, "gRACE")))
        .isInstanceOf(DuplicateUsernameException.class);
    assertThat(read(id).username()).isEqualTo("ada");
  }

  @Test
  void letsOneOfTwoRacingRenamesWin() throws Exception {
    UserId ada = add("ada");
    UserId eva = add("eva");
    CountDownLatch renamed = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> first =
          threads.submit(
              () ->
                  change(
                      ada,
                      entry -> {
                        entry.change(UserField.USERNAME, "grace");
                        renamed.countDown();
                        await(mayCommit);
                      }));
      await(renamed);
      Future<?> second =
          threads.submit(
              () -> change(eva, entry -> entry.change(UserField.USERNAME, rivalOf("grace"))));
      assertThat(isDoneWithin(second, 300)).isNotEqualTo(waitsForRivals());
      mayCommit.countDown();

      first.get(10, TimeUnit.SECONDS);
      assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(refusalOfALateRival());
      assertThat(read(eva).username()).isEqualTo("eva");
    } finally {
      mayCommit.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  void findsByUsernameInAnyLetterCase() {
    UserId id = add("Łukasz_Ñandú");

    assertThat(idByUsername(foldsEveryLetter() ? "łUKASZ_ÑANDÚ" : "ŁUKASZ_ÑaNDú")).contains(id);
    assertThat(idByUsername("łukaszxñandú")).isEmpty();
    assertThat(idByUsername("%")).isEmpty();
    assertThat(idByUsername("")).isEmpty();
  }

  @Test
  void prefersTheExactSpellingOfAName() {
    try (TestDatabase shared = newDatabase()) {
      shared.execute(tellLetterCaseApart());
      shared.execute(row("Ada"), row("ada"), row("ADA"));

      for (String spelling : List.of("Ada", "ada", "ADA")) {
        assertThat(username(shared, spelling)).isEqualTo(spelling);
      }
      assertThat(username(shared, "aDA")).as("else the oldest").isEqualTo("Ada");
    }
  }

  @Test
  void findsTheOldestOfSeveralAccountsWithOneEmail() {
    UserId oldest = add("ada", entry -> entry.change(UserField.EMAIL, "Info@Example.com"));
    add("eva", entry -> entry.change(UserField.EMAIL, "info@example.com"));

    assertThat(idByEmail("INFO@example.COM")).contains(oldest);
    assertThat(idByEmail("info@example.org")).isEmpty();
  }

  @Test
  void findsById() {
    UserId id = add("ada");

    assertThat(database.<Boolean>inTransaction(accounts -> accounts.byId(id).isPresent())).isTrue();
    assertThat(database.<Boolean>inTransaction(accounts -> accounts.byId(NOBODY).isPresent()))
        .isFalse();
    assertThat(
            database.<Optional<Account>>inTransaction(
                accounts -> accounts.read(UserId.of(Long.MAX_VALUE))))
        .isEmpty();
  }

  @Test
  void matchesTextExactlyAtTheBeginningOrAnywhereWhateverItsCase() {
    add(
        "ada",
        entry -> {
          entry.change(UserField.EMAIL, "ada@example.com");
          entry.change(UserField.FIRST_NAME, "Élodie");
          entry.change(UserField.LAST_NAME, "Lovelace");
        });
    add(
        "grace",
        entry -> {
          entry.change(UserField.EMAIL, "grace@example.org");
          entry.change(UserField.FIRST_NAME, "Grace");
          entry.change(UserField.LAST_NAME, "Hopper");
        });

    assertThat(found(text(UserField.USERNAME, Match.EXACT, "ADA"))).containsExactly("ada");
    assertThat(found(text(UserField.USERNAME, Match.EXACT, "ad"))).isEmpty();
    assertThat(found(text(UserField.USERNAME, Match.PREFIX, "AD"))).containsExactly("ada");
    assertThat(found(text(UserField.USERNAME, Match.PREFIX, "da"))).isEmpty();
    assertThat(found(text(UserField.USERNAME, Match.INFIX, "RAC"))).containsExactly("grace");
    assertThat(found(text(UserField.EMAIL, Match.INFIX, "@EXAMPLE.")))
        .containsExactly("ada", "grace");
    String accent = foldsEveryLetter() ? "é" : "É";
    assertThat(found(text(UserField.FIRST_NAME, Match.EXACT, accent + "LODIE")))
        .containsExactly("ada");
    assertThat(found(text(UserField.FIRST_NAME, Match.PREFIX, accent + "l")))
        .containsExactly("ada");
    assertThat(found(text(UserField.LAST_NAME, Match.PREFIX, "hop"))).containsExactly("grace");
    assertThat(found(text(UserField.LAST_NAME, Match.PREFIX, ""))).containsExactly("ada", "grace");
  }

  @Test
  void matchesATermInAnyOfSeveralFields() {
    add("ada", entry -> entry.change(UserField.EMAIL, "countess@example.com"));
    add("grace", entry -> entry.change(UserField.LAST_NAME, "Countess"));
    add("eva");

    assertThat(
            found(
                new AnyOf(Set.of(UserField.EMAIL, UserField.LAST_NAME), Match.PREFIX, "COUNTESS")))
        .containsExactly("ada", "grace");
    assertThat(found(new AnyOf(Set.of(UserField.LAST_NAME), Match.EXACT, "countess")))
        .containsExactly("grace");
    assertThat(found(new AnyOf(Set.of(), Match.EXACT, "countess"))).isEmpty();
  }

  @Test
  void takesWildcardsInTermsLiterally() {
    for (String name : List.of("100%", "100x", "a\\b", "aab", "x_y", "xzy", "o'hara")) {
      add(name);
    }

    for (Match match : Match.values()) {
      assertThat(found(text(UserField.USERNAME, match, "100%"))).containsExactly("100%");
      assertThat(found(text(UserField.USERNAME, match, "a\\b"))).containsExactly("a\\b");
      assertThat(found(text(UserField.USERNAME, match, "X_Y"))).containsExactly("x_y");
      assertThat(found(text(UserField.USERNAME, match, "O'HARA"))).containsExactly("o'hara");
    }
    assertThat(found(text(UserField.USERNAME, Match.INFIX, "%"))).containsExactly("100%");
    assertThat(found(text(UserField.USERNAME, Match.INFIX, "_"))).containsExactly("x_y");
    assertThat(found(text(UserField.USERNAME, Match.INFIX, "\\"))).containsExactly("a\\b");
    assertThat(found(text(UserField.USERNAME, Match.PREFIX, "\\%"))).isEmpty();
    assertThat(found(text(UserField.USERNAME, Match.PATTERN, "1*%"))).containsExactly("100%");
    assertThat(found(text(UserField.USERNAME, Match.PATTERN, "1*_"))).isEmpty();
    for (Match match : Match.values()) {
      assertThat(found(text(UserField.USERNAME, match, "100%\0"))).isEmpty();
    }
    assertThat(
            database.<Boolean>inTransaction(
                accounts ->
                    accounts.byUsername("100%\0").isEmpty() && accounts.byEmail("\0@").isEmpty()))
        .isTrue();
  }

  @Test
  void matchesFlags() {
    add("ada", entry -> entry.change(UserField.STAFF, true));
    add("eva", entry -> entry.change(UserField.ACTIVE, false));
    add("root", entry -> entry.change(UserField.SUPERUSER, true));

    assertThat(found(new Is(UserField.STAFF, true))).containsExactly("ada");
    assertThat(found(new Is(UserField.STAFF, false))).containsExactly("eva", "root");
    assertThat(found(new Is(UserField.ACTIVE, false))).containsExactly("eva");
    assertThat(found(new Is(UserField.SUPERUSER, true))).containsExactly("root");
    assertThat(found(new Is(UserField.SUPERUSER, false), new Is(UserField.ACTIVE, true)))
        .containsExactly("ada");
  }

  @Test
  void matchesIds() {
    UserId ada = add("ada");
    UserId eva = add("eva");

    assertThat(found(new Id(ada))).containsExactly("ada");
    assertThat(found(new Id(NOBODY))).isEmpty();
    assertThat(found(new IdIn(Set.of(ada, eva), true))).containsExactly("ada", "eva");
    assertThat(found(new IdIn(Set.of(ada), false))).containsExactly("eva");
    assertThat(found(new IdIn(Set.of(), true))).isEmpty();
    assertThat(found(new IdIn(Set.of(), false))).containsExactly("ada", "eva");
    UserId ofOtherKind = UserId.random();
    assertThat(found(new Id(ofOtherKind))).isEmpty();
    assertThat(found(new IdIn(Set.of(ada, ofOtherKind), true))).containsExactly("ada");
    assertThat(found(new IdIn(Set.of(ofOtherKind), false))).containsExactly("ada", "eva");
    database.change(
        accounts -> {
          assertThat(accounts.byId(ofOtherKind)).isEmpty();
          assertThat(accounts.held(ofOtherKind)).isEmpty();
          assertThat(accounts.remove(ofOtherKind)).isFalse();
          assertThat(accounts.permissions().groups(List.of(ofOtherKind))).isEmpty();
        });
    // More than a statement has parameters.
    Set<UserId> many = LongStream.range(0, 70_000).mapToObj(UserId::of).collect(Collectors.toSet());
    assertThat(found(new IdIn(many, true))).containsExactly("ada", "eva");
    assertThat(found(new IdIn(many, false))).isEmpty();
  }

  @Test
  void matchesTheMomentOfJoiningToTheMillisecond() {
    add(
        "ada",
        entry -> entry.change(UserField.DATE_JOINED, Instant.ofEpochMilli(1_700_000_000_000L)));

    assertThat(found(new Joined(true, 1_700_000_000_000L))).containsExactly("ada");
    assertThat(found(new Joined(true, 1_700_000_000_001L))).isEmpty();
    assertThat(found(new Joined(false, 1_700_000_000_000L))).containsExactly("ada");
    assertThat(found(new Joined(false, 1_699_999_999_999L))).isEmpty();
    for (long never : new long[] {Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(found(new Joined(true, never))).hasSize(never < 0 ? 1 : 0);
      assertThat(found(new Joined(false, never))).hasSize(never < 0 ? 0 : 1);
    }
  }

  @Test
  void findsByWhenSomebodyLoggedInLastAndWhoNeverDid() {
    Instant noon = Instant.parse("2024-02-29T12:00:00Z");
    UserId ada = add("ada");
    UserId bob = add("bob");
    add("eva");
    database.change(accounts -> accounts.recordLogin(ada, noon));
    database.change(accounts -> accounts.recordLogin(bob, noon.plusMillis(1)));

    assertThat(found(lastLogin(noon, noon.plusMillis(1)))).containsExactly("ada");
    assertThat(found(lastLogin(noon, noon.plusMillis(2)))).containsExactly("ada", "bob");
    assertThat(found(lastLogin(noon.plusMillis(1), noon.plusSeconds(1)))).containsExactly("bob");
    assertThat(found(lastLogin(noon.minusSeconds(9), noon))).isEmpty();
    assertThat(found(new Lacks(UserField.LAST_LOGIN))).containsExactly("eva");
    assertThat(found(new Lacks(UserField.DATE_JOINED))).isEmpty();
  }

  private static Within lastLogin(Instant from, Instant before) {
    return new Within(UserField.LAST_LOGIN, from, before);
  }

  @Test
  void pagesInOrderOfUsernameAndCountsAll() {
    for (String name : List.of("eva", "ada", "grace", "bob", "carl")) {
      add(name);
    }

    assertThat(page(0, 2)).containsExactly("ada", "bob");
    assertThat(page(2, 2)).containsExactly("carl", "eva");
    assertThat(page(4, 2)).containsExactly("grace");
    assertThat(page(5, 2)).isEmpty();
    assertThat(page(0, 0)).isEmpty();
    assertThat(page(1, Integer.MAX_VALUE)).containsExactly("bob", "carl", "eva", "grace");
    assertThat(database.<Long>inTransaction(accounts -> accounts.count(AccountQuery.ALL)))
        .isEqualTo(5);
    assertThat(
            database.<Long>inTransaction(
                accounts ->
                    accounts.count(
                        AccountQuery.ALL.and(text(UserField.USERNAME, Match.INFIX, "a")))))
        .isEqualTo(4);
  }

  @Test
  void streamsEveryAccountInOrderOfId() {
    UserId eva = add("eva");
    UserId ada = add("ada");
    UserId carl = add("carl");

    List<UserId> ids =
        database.inTransaction(
            accounts -> {
              try (Stream<ListedAccount> all = accounts.all()) {
                return all.map(account -> account.get(UserField.ID)).toList();
              }
            });

    assertThat(ids).containsExactly(eva, ada, carl);
    List<UserId> matching =
        database.inTransaction(
            accounts -> {
              try (Stream<Account> all = accounts.stream(AccountQuery.ALL, AccountOrder.BY_ID)) {
                return all.map(Account::id).toList();
              }
            });
    assertThat(matching).isEqualTo(ids);
  }

  @Test
  void removesAnAccountWithItsGroupsAndPermissions() {
    UserId ada = add("ada");
    UserId eva = add("eva");
    giveGroupAndPermission(ada, eva);

    assertThat(database.<Boolean>inTransaction(accounts -> accounts.remove(ada))).isTrue();
    assertThat(database.<Boolean>inTransaction(accounts -> accounts.remove(ada))).isFalse();

    assertThat(database.select("select username from users_user")).containsExactly("eva");
    assertThat(database.select("select user_id from users_user_groups"))
        .containsExactly(eva.toString());
    assertThat(database.select("select user_id from users_user_user_permissions"))
        .containsExactly(eva.toString());
    assertThat(database.select("select name from auth_group")).containsExactly("editors");
    assertThat(database.select("select codename from auth_permission")).containsExactly("edit");
  }

  @Test
  void removesAllAccountsWithTheirGroupsAndPermissions() {
    giveGroupAndPermission(add("ada"), add("eva"));

    database.change(
        accounts -> {
          accounts.add("unflushed", JOINED);
          accounts.removeAll();
          assertThat(accounts.count(AccountQuery.ALL)).isZero();
        });

    assertThat(database.select("select id from users_user")).isEmpty();
    assertThat(database.select("select id from users_user_groups")).isEmpty();
    assertThat(database.select("select id from users_user_user_permissions")).isEmpty();
    assertThat(database.select("select name from auth_group")).containsExactly("editors");
  }

  @Test
  void recordsALoginBesideOtherChangesOfTheSameTransaction() {
    UserId id = add("ada");
    Instant login = Instant.parse("2025-07-01T12:00:00.654321Z");

    database.change(
        accounts -> {
          EditableAccount entry = accounts.byId(id).orElseThrow();
          entry.change(UserField.EMAIL, "ada@example.com");
          accounts.recordLogin(id, login);
          entry.change(UserField.FIRST_NAME, "Ada");
        });
    database.change(accounts -> accounts.recordLogin(NOBODY, login));

    assertThat(read(id))
        .isEqualTo(
            TestAccount.of(id, "ada", "ada@example.com", "Ada", "")
                .with(UserField.DATE_JOINED, JOINED)
                .with(UserField.LAST_LOGIN, login));
  }

  @Test
  void replacesAPasswordHashOnlyIfItIsStillTheOneThatWasRead() {
    UserId id = add("ada", entry -> entry.changePasswordHash("old"));

    assertThat(replaceHash(id, "older", "newest")).isFalse();
    assertThat(hash(id)).isEqualTo("old");
    assertThat(replaceHash(id, "OLD", "newest")).isFalse();
    assertThat(replaceHash(id, "old", "new")).isTrue();
    assertThat(hash(id)).isEqualTo("new");
    assertThat(replaceHash(NOBODY, "new", "newest")).isFalse();
  }

  @Test
  void writesOnlyTheColumnsThatChanged() {
    UserId id = add("ada", entry -> entry.change(UserField.EMAIL, "old@example.com"));

    database.change(
        accounts -> {
          EditableAccount entry = accounts.byId(id).orElseThrow();
          // What another writer of the same row does between our read and our write stays.
          database.execute("update users_user set email = 'new@example.com' where id = " + id);
          entry.change(UserField.FIRST_NAME, "Ada");
        });

    assertThat(read(id).email()).isEqualTo("new@example.com");
    assertThat(read(id).firstName()).isEqualTo("Ada");
  }

  @Test
  void keepsMicrosecondsWhateverTheTimeZone() {
    Instant summer = Instant.parse("2024-10-27T00:30:00.000001Z");
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      UserId id = add("ada", entry -> entry.change(UserField.DATE_JOINED, summer));
      database.change(accounts -> accounts.recordLogin(id, JOINED));
      // The hour of this zone's clock that comes twice.
      TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));

      assertThat(read(id).dateJoined()).isEqualTo(summer);
      assertThat(read(id).lastLogin()).isEqualTo(JOINED);
      assertThat(
              database.<Account>inTransaction(
                  accounts -> accounts.byId(id).orElseThrow().account()))
          .isEqualTo(read(id));
      assertThat(
              database.select(
                  "select count(*) from users_user where date_joined = "
                      + literal("2024-10-27 00:30:00.000001")))
          .containsExactly("1");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void keepsTheLongestTextAndTheOtherFlagInEveryField() {
    UserId id =
        add(
            "ada",
            entry -> {
              entry.changePasswordHash("x".repeat(UserField.PASSWORD.longest()));
              for (UserField<String> text : UserField.TEXTS) {
                entry.change(text, "é".repeat(text.longest()));
              }
              for (UserField<Boolean> flag : UserField.FLAGS) {
                entry.change(flag, flag != UserField.ACTIVE);
              }
            });

    Account read = read(id);
    for (UserField<String> text : UserField.TEXTS) {
      assertThat(read.get(text)).as("%s", text).isEqualTo("é".repeat(text.longest()));
    }
    for (UserField<Boolean> flag : UserField.FLAGS) {
      assertThat(read.get(flag)).as("%s", flag).isEqualTo(flag != UserField.ACTIVE);
    }
    assertThat(hash(id)).hasSize(UserField.PASSWORD.longest());
    assertThat(
            database.<Account>inTransaction(accounts -> accounts.byId(id).orElseThrow().account()))
        .isEqualTo(read);
  }

  @Test
  void keepsNamesInAnyScript() {
    String name = "Жанна李𝒜👩‍🚀é";
    UserId id =
        add(
            name,
            entry -> {
              entry.change(UserField.FIRST_NAME, "é".repeat(150));
              entry.change(UserField.LAST_NAME, "O'Ñandú \"quoted\" \\ ");
            });

    assertThat(read(id).username()).isEqualTo(name);
    assertThat(read(id).firstName()).isEqualTo("é".repeat(150));
    assertThat(read(id).lastName()).isEqualTo("O'Ñandú \"quoted\" \\ ");
    assertThat(idByUsername(foldsEveryLetter() ? "жанна李𝒜👩‍🚀É" : name)).contains(id);
  }

  private static Text text(UserField<String> field, Match match, String term) {
    return new Text(field, match, term);
  }

  private List<String> found(Condition... conditions) {
    AccountQuery query = new AccountQuery(Arrays.asList(conditions));
    List<String> names = search(query, 0, 100);
    assertThat(database.<Long>inTransaction(accounts -> accounts.count(query)))
        .isEqualTo(names.size());
    return names;
  }

  private List<String> page(int offset, int limit) {
    return search(AccountQuery.ALL, offset, limit);
  }

  private List<String> search(AccountQuery query, int offset, int limit) {
    return database.inTransaction(
        accounts ->
            accounts.search(query, offset, limit).stream()
                .map(entry -> entry.account().username())
                .toList());
  }

  private UserId add(String username) {
    return add(username, entry -> {});
  }

  private UserId add(String username, Consumer<EditableAccount> change) {
    return database.inTransaction(
        accounts -> {
          EditableAccount entry = accounts.add(username, JOINED);
          change.accept(entry);
          return entry.account().id();
        });
  }

  private void change(UserId id, Consumer<EditableAccount> change) {
    database.change(accounts -> change.accept(accounts.byId(id).orElseThrow()));
  }

  private Account read(UserId id) {
    return database.inTransaction(accounts -> accounts.read(id).orElseThrow());
  }

  private String hash(UserId id) {
    return database.inTransaction(accounts -> accounts.byId(id).orElseThrow().passwordHash());
  }

  private boolean replaceHash(UserId id, String expected, String encoded) {
    return database.inTransaction(accounts -> accounts.replacePasswordHash(id, expected, encoded));
  }

  private Optional<UserId> idByUsername(String username) {
    return database.inTransaction(accounts -> id(accounts.byUsername(username)));
  }

  private Optional<UserId> idByEmail(String email) {
    return database.inTransaction(accounts -> id(accounts.byEmail(email)));
  }

  @Test
  void namesTheGroupsOfManyAccountsAtOnce() {
    UserId ada = add("ada");
    UserId bob = add("bob");
    UserId eve = add("eve");
    database.execute(
        "insert into auth_group (name) values ('writers')",
        "insert into auth_group (name) values ('editors')");
    join(ada, "writers", "editors");
    join(eve, "writers");

    assertThat(groups(ada, bob, eve))
        .isEqualTo(Map.of(ada, List.of("editors", "writers"), eve, List.of("writers")));
    assertThat(groups(bob)).isEmpty();
  }

  @Test
  void findsTheMembersOfADjangoGroup() {
    UserId ada = add("ada");
    add("bob");
    database.execute("insert into auth_group (name) values ('writers')");
    join(ada, "writers");

    assertThat(found(new InGroup("writers"))).containsExactly("ada");
    assertThat(found(new InGroup("writer"))).isEmpty();
  }

  /** What the user and two of its groups were given, each once, in Django's order. */
  @Test
  void tellsThePermissionsOfAUserAndItsGroupsOnce() {
    UserId ada = add("ada");
    UserId bob = add("bob");
    database.execute(
        "insert into django_content_type (id, app_label, model) values (11, 'shop', 'order')",
        "insert into django_content_type (id, app_label, model) values (12, 'blog', 'post')",
        "insert into django_content_type (id, app_label, model) values (13, 'blog', 'author')",
        permission(21, 11, "view_order"),
        permission(22, 12, "view_post"),
        permission(23, 12, "add_post"),
        permission(24, 13, "view_author"),
        permission(25, 13, "add_author"),
        "insert into auth_group (id, name) values (31, 'writers')",
        "insert into auth_group (id, name) values (32, 'editors')",
        "insert into auth_group_permissions (group_id, permission_id) values (31, 23)",
        "insert into auth_group_permissions (group_id, permission_id) values (31, 22)",
        "insert into auth_group_permissions (group_id, permission_id) values (32, 22)",
        "insert into auth_group_permissions (group_id, permission_id) values (32, 24)");
    join(ada, "writers", "editors");
    for (int own : new int[] {21, 22}) {
      database.execute(
          "insert into users_user_user_permissions (user_id, permission_id) values ("
              + (ada + ", " + own)
              + ")");
    }

    assertThat(permissions(ada))
        .containsExactly(
            new Permission(24, "view_author", "Can view_author", "blog", "author"),
            new Permission(23, "add_post", "Can add_post", "blog", "post"),
            new Permission(22, "view_post", "Can view_post", "blog", "post"),
            new Permission(21, "view_order", "Can view_order", "shop", "order"));
    assertThat(permissions(bob)).isEmpty();
    assertThat(allPermissions().stream().map(Permission::qualifiedName))
        .containsExactly(
            "blog.add_author",
            "blog.view_author",
            "blog.add_post",
            "blog.view_post",
            "shop.view_order");
  }

  private Map<UserId, List<String>> groups(UserId... ids) {
    return database.inTransaction(accounts -> accounts.permissions().groups(List.of(ids)));
  }

  private List<Permission> permissions(UserId id) {
    return database.inTransaction(accounts -> accounts.permissions().of(id));
  }

  private List<Permission> allPermissions() {
    return database.inTransaction(accounts -> accounts.permissions().all());
  }

  private void join(UserId userId, String... groups) {
    for (String group : groups) {
      database.execute(
          "insert into users_user_groups (user_id, group_id) select "
              + userId
              + ", id from auth_group where name = '"
              + group
              + "'");
    }
  }

  private static String permission(int id, int contentType, String codename) {
    return ("insert into auth_permission (id, name, content_type_id, codename)"
            + " values (%d, 'Can %s', %d, '%s')")
        .formatted(id, codename, contentType, codename);
  }

  private static Optional<UserId> id(Optional<EditableAccount> entry) {
    return entry.map(found -> found.account().id());
  }

  private static String username(TestDatabase database, String asked) {
    return database.inTransaction(
        (Accounts accounts) -> accounts.byUsername(asked).orElseThrow().account().username());
  }

  private static String row(String username) {
    return "insert into users_user (password, is_superuser, username, first_name, last_name, email,"
        + " is_staff, is_active, date_joined) values ('!', false, '"
        + username
        + "', '', '', '', false, true, current_timestamp)";
  }

  private void giveGroupAndPermission(UserId... userIds) {
    database.execute(
        "insert into django_content_type (app_label, model) values ('blog', 'post')",
        "insert into auth_permission (name, content_type_id, codename)"
            + " select 'Can edit', id, 'edit' from django_content_type",
        "insert into auth_group (name) values ('editors')",
        "insert into auth_group_permissions (group_id, permission_id)"
            + " select g.id, p.id from auth_group g, auth_permission p");
    for (UserId id : userIds) {
      database.execute(
          "insert into users_user_groups (user_id, group_id) select " + id + ", id from auth_group",
          "insert into users_user_user_permissions (user_id, permission_id) select "
              + id
              + ", id from auth_permission");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isDoneWithin(Future<?> future, int milliseconds)
      throws InterruptedException {
    Thread.sleep(milliseconds);
    return future.isDone();
  }
}
