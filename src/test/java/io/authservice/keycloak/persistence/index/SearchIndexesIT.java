package io.authservice.keycloak.persistence.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.Match;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.own.OwnTables;
import io.authservice.keycloak.persistence.table.TestDatabase;
import io.authservice.keycloak.server.EmbeddedPostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchIndexesIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int USERS = 20_000;
  private static final String TRIGRAMS = "users_user_search_trgm_idx";
  private static final List<String> BOTH_TRIGRAMS =
      List.of(TRIGRAMS, "users_uuiduser_search_trgm_idx");

  private static final Set<UserField<String>> TEXTS = Set.copyOf(UserField.TEXTS);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private EmbeddedPostgresServer postgres;
  private TestDatabase database;
  private String name;

  @BeforeAll
  void start(@TempDir Path directory) {
    postgres = EmbeddedPostgresServer.start(directory);
  }

  @AfterAll
  void stop() {
    threads.shutdownNow();
    postgres.close();
  }

  @BeforeEach
  void create() {
    name = UUID.randomUUID().toString();
    postgres.createDatabase(name);
    database = TestDatabase.own(source(EmbeddedPostgresServer.USER));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private PGSimpleDataSource source(String user) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(postgres.jdbcUrl(name));
    source.setUser(user);
    return source;
  }

  private List<String> build() throws SQLException {
    try (Connection connection = postgres.connect(name)) {
      return new IndexBuild(connection, "").run();
    }
  }

  /** Those that are there and can be used. */
  private List<String> valid() {
    return database.select(
        "select indexrelid::regclass from pg_index"
            + " where indrelid in ('users_user'::regclass, 'users_uuiduser'::regclass)"
            + " and indisvalid");
  }

  private static List<String> all() {
    return OwnTables.all("").stream()
        .map(OwnTables::users)
        .flatMap(
            table ->
                Stream.concat(
                    UserIndex.plain(table).stream(), Stream.of(UserIndex.trigrams(table, ""))))
        .map(UserIndex::name)
        .toList();
  }

  @Test
  void areMadeOnce() throws SQLException {
    assertThat(build()).containsExactlyElementsOf(all());
    assertThat(valid()).containsAll(all());

    assertThat(build()).isEmpty();
  }

  /** A search looks at every text, and is as slow as the slowest. */
  @Test
  void haveEveryTextThatIsSearched() {
    for (UserField<String> text : UserField.TEXTS) {
      assertThat(UserIndex.trigrams("users_user", "public").definition())
          .contains("lower(" + text.column() + ")");
      assertThat(MissingIndexes.SEARCHED).contains(text.column());
    }
  }

  @Test
  void areMadeInTheSchemaOfTheServer() throws SQLException {
    database.execute(
        "create schema server",
        "alter table users_user set schema server",
        "alter table users_uuiduser set schema server",
        "alter table auth_service_realm_tables set schema server");

    try (Connection connection = postgres.connect(name)) {
      assertThat(new IndexBuild(connection, "server").run()).containsAll(all());
      assertThat(new IndexBuild(connection, "server").run()).isEmpty();
    }
  }

  @Test
  void areLeftOutWhereThereIsNoTable() throws SQLException {
    database.execute(
        "alter table users_user rename to others", "alter table users_uuiduser rename to uuids");

    assertThat(build()).isEmpty();
  }

  @Test
  void whatWasCutOffIsMadeAgain() throws SQLException {
    users();
    // Its values are not unique, and so it is left behind for nobody to use.
    assertThatThrownBy(
            () ->
                database.execute(
                    "create unique index concurrently users_user_staff_idx"
                        + " on users_user (is_staff)"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(valid()).doesNotContain("users_user_staff_idx");

    assertThat(build()).contains("users_user_staff_idx");

    assertThat(valid()).contains("users_user_staff_idx");
    assertThat(build()).isEmpty();
  }

  @Test
  void withoutTheRightToTheExtensionTheOthersAreMade() throws SQLException {
    String role = "role_" + name.replace("-", "");
    database.execute(
        "create role " + role + " login",
        "grant all on schema public to " + role,
        "alter table users_user owner to " + role,
        "alter table users_uuiduser owner to " + role,
        "grant select on auth_service_realm_tables to " + role);
    List<String> made;
    try (Connection connection = source(role).getConnection()) {
      made = new IndexBuild(connection, "").run();
    }

    assertThat(made)
        .hasSize(2 * UserIndex.plain("users_user").size())
        .doesNotContainAnyElementsOf(BOTH_TRIGRAMS);

    // Once someone else has made it, it is used.
    database.execute("create extension pg_trgm");
    try (Connection connection = source(role).getConnection()) {
      assertThat(new IndexBuild(connection, "").run()).containsExactlyElementsOf(BOTH_TRIGRAMS);
    }
  }

  @Test
  void keepNoWriterWaitingAndNoSecondNode() throws Exception {
    users();
    try (Connection open = postgres.connect(name);
        Connection first = postgres.connect(name)) {
      // The first index waits for whoever has begun to write before it.
      open.setAutoCommit(false);
      open.createStatement().execute("update users_user set first_name = 'A' where id = 1");
      Future<List<String>> making = threads.submit(() -> new IndexBuild(first, "").run());
      await().atMost(SOON).until(this::isBeingMade);

      long start = System.nanoTime();
      database.execute("update users_user set first_name = 'B' where id = 2");
      assertThat(build()).as("a second node").isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(making.isDone()).isFalse();

      open.rollback();
      assertThat(making.get()).containsAll(all());
    }
  }

  @Test
  void areEndedWhenTheServerStopsAndMadeByTheNextStart() throws Exception {
    users();
    try (Connection open = postgres.connect(name);
        Connection connection = postgres.connect(name)) {
      open.setAutoCommit(false);
      open.createStatement().execute("update users_user set first_name = 'A' where id = 1");
      IndexBuild build = new IndexBuild(connection, "");
      Future<List<String>> making = threads.submit(build::run);
      await().atMost(SOON).until(this::isBeingMade);

      build.end();

      assertThatThrownBy(making::get).hasCauseInstanceOf(SQLException.class);
      open.rollback();
      assertThat(build()).as("the next start").containsAll(all());
    }
  }

  private boolean isBeingMade() {
    return !database.select("select 1 from pg_stat_progress_create_index").isEmpty();
  }

  @Test
  void areUsed() throws SQLException {
    // Of few users all are looked at before an index of parts is.
    users(10 * USERS);
    build();

    assertUsed(TRIGRAMS, accounts -> accounts.search(any(Match.INFIX, "ser1234"), 0, 20));
    assertUsed(TRIGRAMS, accounts -> accounts.count(any(Match.INFIX, "ser1234")));
    assertUsed(TRIGRAMS, accounts -> page(accounts, any(Match.INFIX, "ser1234")));
    assertUsed(TRIGRAMS, accounts -> page(accounts, text(Match.INFIX, "ser1234")));
    for (String column : List.of("first_name", "last_name")) {
      assertUsed(
          "users_user_" + column + "_case_idx",
          accounts -> accounts.search(any(Match.PREFIX, "last1234"), 0, 20));
      assertUsed(
          "users_user_" + column + "_order_idx",
          accounts ->
              accounts.page(
                  AccountQuery.ALL,
                  new AccountOrder(UserField.of(column).orElseThrow(), true),
                  Optional.empty(),
                  0,
                  20));
    }
    assertUsed("users_user_staff_idx", accounts -> page(accounts, is(UserField.STAFF, true)));
    assertUsed("users_user_staff_idx", accounts -> accounts.count(is(UserField.STAFF, true)));
    assertUsed(
        "users_user_superuser_idx", accounts -> page(accounts, is(UserField.SUPERUSER, true)));
    assertUsed("users_user_inactive_idx", accounts -> accounts.count(is(UserField.ACTIVE, false)));
  }

  /** PostgreSQL would keep the plan of the first ones, which looks at every user. */
  @Test
  void areUsedAfterManySearchesThatFindEverybody() throws SQLException {
    users();
    build();

    assertUsed(
        "users_user_last_name_case_idx",
        accounts -> {
          for (int i = 0; i < 20; i++) {
            accounts.count(any(Match.PREFIX, "user"));
            page(accounts, any(Match.PREFIX, "user"));
          }
          accounts.count(any(Match.PREFIX, "last1234"));
        });
  }

  @Test
  void pagesInOrderOfUsernameHoldWhoeverIsFarBehind() throws SQLException {
    users();
    build();
    AccountQuery late = any(Match.INFIX, "user1999");
    List<String> expected =
        database.select(
            "select username from users_user where username like 'user1999%' order by 1");

    assertThat(expected).hasSizeGreaterThan(10);
    for (int offset : List.of(0, 5, 11, 600)) {
      assertThat(names(late, offset, 10))
          .isEqualTo(expected.stream().skip(offset).limit(10).toList());
    }
    assertThat(names(any(Match.PREFIX, "user"), 1995, 10)).hasSize(10);
    assertThat(names(any(Match.PREFIX, "user"), 0, 10))
        .isEqualTo(database.select("select username from users_user order by 1 limit 10"));
    assertThat(names(any(Match.PREFIX, "nobody"), 0, 10)).isEmpty();
  }

  /** Page by page they are who a list of all has, wherever the first thousand end. */
  @Test
  void pagesOfAListLeaveNobodyOutAndShowNobodyTwice() throws SQLException {
    users();
    build();
    for (AccountOrder order :
        List.of(
            AccountOrder.BY_ID,
            new AccountOrder(UserField.ID, true),
            new AccountOrder(UserField.USERNAME, true),
            new AccountOrder(UserField.LAST_NAME, false))) {
      for (String term : List.of("77", "1999", "nobody")) {
        AccountQuery query = any(Match.INFIX, term);
        List<UserId> all =
            database.inTransaction(
                accounts -> {
                  try (var found = accounts.stream(query, order)) {
                    return found.map(Account::id).toList();
                  }
                });
        assertThat(pages(query, order)).isEqualTo(all).doesNotHaveDuplicates();
      }
    }
  }

  private List<UserId> pages(AccountQuery query, AccountOrder order) {
    List<UserId> found = new ArrayList<>();
    Optional<AccountOrder.Position> after = Optional.empty();
    while (true) {
      Optional<AccountOrder.Position> from = after;
      List<Account> page =
          database.inTransaction(accounts -> accounts.page(query, order, from, 0, 50));
      page.forEach(account -> found.add(account.id()));
      if (page.size() < 50) {
        return found;
      }
      after = Optional.of(order.positionOf(page.get(49)));
    }
  }

  private List<String> names(AccountQuery query, int offset, int limit) {
    return database.inTransaction(
        accounts ->
            accounts.search(query, offset, limit).stream()
                .map(found -> found.account().username())
                .toList());
  }

  private void users() {
    users(USERS);
  }

  private void users(int count) {
    database.execute(
        "insert into users_user (password, is_superuser, username, first_name, last_name, email,"
            + " is_staff, is_active, date_joined) select '!', n % 5000 = 1, 'user' || n,"
            + " 'First' || n, 'Last' || n, 'user' || n || '@example.com', n % 1000 = 1,"
            + " n % 500 <> 1, now() from generate_series(1, "
            + count
            + ") n",
        "vacuum analyze users_user");
  }

  private void assertUsed(String index, Consumer<Accounts> search) {
    String scans = "select idx_scan from pg_stat_user_indexes where indexrelname = '" + index + "'";
    long before = Long.parseLong(database.select(scans).get(0));
    database.inTransaction(
        accounts -> {
          search.accept(accounts);
          return true;
        });
    // Counted some time after the transaction.
    await(index).atMost(SOON).until(() -> Long.parseLong(database.select(scans).get(0)) > before);
  }

  private static List<?> page(Accounts accounts, AccountQuery query) {
    return accounts.page(query, AccountOrder.BY_ID, Optional.empty(), 0, 20);
  }

  private static AccountQuery any(Match match, String term) {
    return AccountQuery.ALL.and(new AccountQuery.AnyOf(TEXTS, match, term));
  }

  private static AccountQuery text(Match match, String term) {
    return AccountQuery.ALL.and(new AccountQuery.Text(UserField.USERNAME, match, term));
  }

  private static AccountQuery is(UserField<Boolean> flag, boolean value) {
    return AccountQuery.ALL.and(new AccountQuery.Is(flag, value));
  }
}
