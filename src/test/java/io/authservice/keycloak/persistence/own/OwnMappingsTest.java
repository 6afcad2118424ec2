package io.authservice.keycloak.persistence.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.DuplicateUsernameException;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.account.row.ContentTypeRow;
import io.authservice.keycloak.account.row.PermissionRow;
import io.authservice.keycloak.account.row.RowImport;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.persistence.bulk.JdbcRowImport;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.table.JpaAccounts;
import io.authservice.keycloak.persistence.table.RemovalPreparation;
import io.authservice.keycloak.persistence.table.TestDatabase;
import io.authservice.keycloak.testing.TestAccount;
import jakarta.persistence.EntityManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import liquibase.LabelExpression;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.Session;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.connections.jpa.updater.liquibase.conn.KeycloakLiquibase;

/** The entities over tables that Keycloak's do not know, beside those that they do. */
class OwnMappingsTest {

  private static final OwnTables UUIDS = OwnTables.PLAIN.of(UserIdKind.UUID);
  private static final String CHANGELOG = "META-INF/auth-service-changelog.xml";
  private static final List<String> TABLES =
      List.of(
          "USERS_USER",
          "USERS_USER_GROUPS",
          "USERS_USER_USER_PERMISSIONS",
          "USERS_UUIDUSER",
          "USERS_UUIDUSER_GROUPS",
          "USERS_UUIDUSER_USER_PERMISSIONS",
          "AUTH_GROUP",
          "AUTH_GROUP_PERMISSIONS",
          "AUTH_PERMISSION",
          "DJANGO_CONTENT_TYPE");
  private static final OwnTables ACME = new OwnTables("acme", UserIdKind.INTEGER);

  @AutoClose private final OwnMappings mappings = new OwnMappings();
  private JdbcDataSource source;
  @AutoClose private TestDatabase database;

  @BeforeEach
  void makeTables() {
    source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;NON_KEYWORDS=VALUE");
    database = TestDatabase.own(source);
  }

  @Test
  void usersGetRandomIdsAndAreFoundChangedAndRemoved() {
    UserId id = in(em -> accounts(em).add("Ada", Instant.EPOCH).account().id());

    assertThat(UUID.fromString(id.toString()).version()).isEqualTo(4);
    assertThat(database.select("select id from users_uuiduser")).containsExactly(id.toString());
    assertThat(database.select("select count(*) from users_user")).containsExactly("0");
    in(
        em -> {
          accounts(em).byId(id).orElseThrow().change(UserField.LAST_NAME, "Byron");
          return true;
        });
    assertThat(
            this.<String>in(
                em -> accounts(em).byUsername("ada").orElseThrow().account().lastName()))
        .isEqualTo("Byron");
    assertThat(this.<Optional<Account>>in(em -> accounts(em).read(UserId.of(1)))).isEmpty();
    assertThatThrownBy(() -> in(em -> accounts(em).add("ADA", Instant.EPOCH)))
        .isInstanceOf(DuplicateUsernameException.class);
    assertThat(database.<Optional<?>>inTransaction(accounts -> accounts.byUsername("ada")))
        .as("among integers")
        .isEmpty();
    assertThat(this.<Boolean>in(em -> accounts(em).remove(id))).isTrue();
    assertThat(database.select("select count(*) from users_uuiduser")).containsExactly("0");
  }

  @Test
  void rowsAreWrittenAsTheyAreAndRemovedWithTheRealm() {
    UserRow ada = row("ada", Set.of(5L));
    UserRow bob = row("bob", Set.of());
    in(
        em -> {
          JdbcRowImport rows = new JdbcRowImport(em, new DatabaseFailures());
          rows.addGroups(List.of(new GroupRow(5, "Writers", Set.of())));
          rows.addUsers(List.of(ada, bob));
          return true;
        });

    assertThat(
            this.<List<UserRow>>in(
                em ->
                    new JdbcRowImport(em, new DatabaseFailures())
                        .users(List.of(ada.account().id()), List.of("BOB"))))
        .containsExactlyInAnyOrder(ada, bob);
    List<UserId> ids =
        in(
            em ->
                accounts(em)
                    .page(AccountQuery.ALL, AccountOrder.BY_ID, Optional.empty(), 0, 10)
                    .stream()
                    .map(Account::id)
                    .toList());
    assertThat(ids).hasSize(2).isSorted();
    assertThat(this.<Map<UserId, List<String>>>in(em -> accounts(em).permissions().groups(ids)))
        .containsOnly(Map.entry(ada.account().id(), List.of("Writers")));
    try (Session session = database.inTransaction((any, em) -> mappings.over(em, UUIDS))) {
      session.beginTransaction();
      try (var all = accounts(session).all()) {
        assertThat(all.map(listed -> listed.get(UserField.ID))).containsExactlyElementsOf(ids);
      }
      session.getTransaction().rollback();
    }

    in(
        em -> {
          accounts(em).removeAll();
          return true;
        });

    assertThat(database.select("select count(*) from users_uuiduser_groups")).containsExactly("0");
    assertThat(database.select("select count(*) from users_uuiduser")).containsExactly("0");
  }

  @Test
  void tablesWithAPrefixAreLikeThoseWithout() throws Exception {
    assertThat(make("acme")).isTrue();
    assertThat(make("acme")).as("once more").isFalse();
    assertThat(make("b")).isTrue();

    String columns =
        "select column_name || data_type || coalesce(character_maximum_length, 0) || is_nullable"
            + " || is_identity from information_schema.columns where table_name = '%s' order by 1";
    for (String table : TABLES) {
      List<String> plain = database.select(columns.formatted(table));
      assertThat(plain).as(table).isNotEmpty();
      assertThat(database.select(columns.formatted("ACME_" + table))).as(table).isEqualTo(plain);
    }
    assertThat(
            database.select(
                "select table_name from information_schema.tables where table_name like 'ACME%'"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(TABLES.stream(), Stream.of("CHANGELOG")).map("ACME_"::concat).toList());
  }

  /** As PostgreSQL has it; H2 takes longer ones, and gives some itself. */
  @Test
  void noNameIsTooLongUnderTheLongestPrefix() throws Exception {
    String prefix = "abcdefghijkl";
    make(prefix);

    assertThat(
            database.select(
                "select constraint_name from information_schema.table_constraints union"
                    + " select index_name from information_schema.indexes union"
                    + " select table_name from information_schema.tables"))
        .filteredOn(name -> name.startsWith("ABCDEFGHIJKL") && !name.matches(".*_INDEX_\\w"))
        .hasSizeGreaterThan(30)
        .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(63));
  }

  @Test
  void usersOfAPrefixAreCountedAndNamedByThemselves() throws Exception {
    make("acme");
    database.inTransaction(accounts -> accounts.add("ada", Instant.EPOCH));

    UserId id = in(ACME, em -> accounts(em).add("ada", Instant.EPOCH).account().id());

    assertThat(id).isEqualTo(UserId.of(1));
    assertThat(database.select("select id, username from acme_users_user"))
        .containsExactly("1|ada");
    in(
        ACME,
        em -> {
          JdbcRowImport rows = new JdbcRowImport(em, new DatabaseFailures());
          rows.addContentTypes(List.of(new ContentTypeRow(1, "shop", "order")));
          rows.addPermissions(List.of(new PermissionRow(7, "Can add", 1, "add_order")));
          rows.addGroups(List.of(new GroupRow(5, "Writers", Set.of(7L))));
          rows.updateGroups(List.of(new GroupRow(5, "Writers", Set.of())));
          rows.reserveIds(RowImport.Table.USERS, 41);
          rows.reserveIds(RowImport.Table.GROUPS, 9);
          return true;
        });
    assertThat(this.<UserId>in(ACME, em -> accounts(em).add("bob", Instant.EPOCH).account().id()))
        .isEqualTo(UserId.of(42));
    assertThat(database.select("select count(*) from auth_group")).containsExactly("0");
    assertThat(database.select("select name from acme_auth_group")).containsExactly("Writers");

    in(
        ACME,
        em -> {
          accounts(em).removeAll();
          return true;
        });
    assertThat(database.select("select username from users_user")).containsExactly("ada");
  }

  @Test
  void usersOfAPrefixMayHaveUuids() throws Exception {
    make("acme");

    UserId id =
        in(ACME.of(UserIdKind.UUID), em -> accounts(em).add("ada", Instant.EPOCH).account().id());

    assertThat(database.select("select id from acme_users_uuiduser"))
        .containsExactly(id.toString());
  }

  /** As a later version finds them. */
  @Test
  void tablesOfAnEarlierVersionAreBroughtUpToDate(@TempDir Path directory) throws Exception {
    Path earlier = directory.resolve(CHANGELOG);
    Files.createDirectories(earlier.getParent());
    String all = Files.readString(Path.of("src/main/resources", CHANGELOG));
    Files.writeString(
        earlier,
        all.substring(0, all.indexOf("<changeSet id=\"1.5.0-uuid-users\""))
            + "</databaseChangeLog>");
    String uuids =
        "select count(*) from information_schema.tables where table_name like 'ACME_USERS_UUID%'";

    assertThat(make("acme", new DirectoryResourceAccessor(directory))).isTrue();
    in(ACME, em -> accounts(em).add("ada", Instant.EPOCH));
    assertThat(database.select(uuids)).containsExactly("0");

    assertThat(make("acme")).isTrue();
    assertThat(database.select(uuids)).containsExactly("3");
    assertThat(database.select("select username from acme_users_user")).containsExactly("ada");
  }

  /** Or servers that made the tables before there were prefixes would not start. */
  @Test
  void changesThatWereMadeWithoutPrefixesAreTakenForTheSame(@TempDir Path directory)
      throws Exception {
    Path before = directory.resolve(CHANGELOG);
    Files.createDirectories(before.getParent());
    Files.writeString(
        before,
        Files.readString(Path.of("src/main/resources", CHANGELOG))
            .replace("${prefix}", "")
            .replace("<property name=\"prefix\" value=\"\" />", "")
            .replace(" contextFilter=\"server\"", ""));
    JdbcDataSource old = new JdbcDataSource();
    old.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;NON_KEYWORDS=VALUE");
    try (Connection connection = old.getConnection()) {
      changes(connection, "", new DirectoryResourceAccessor(directory)).update();

      KeycloakLiquibase now = changes(connection, "", new ClassLoaderResourceAccessor());
      now.validate();
      assertThat(now.listUnrunChangeSets(null, new LabelExpression(), false)).isEmpty();
    }
  }

  private boolean make(String prefix) throws Exception {
    return make(prefix, new ClassLoaderResourceAccessor());
  }

  private boolean make(String prefix, ResourceAccessor changelogs) throws Exception {
    try (Connection connection = source.getConnection()) {
      return TableMaker.update(changes(connection, TableMaker.changes(prefix), changelogs), prefix);
    }
  }

  private static KeycloakLiquibase changes(
      Connection connection, String table, ResourceAccessor changelogs) throws Exception {
    Database found =
        DatabaseFactory.getInstance()
            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
    if (!table.isEmpty()) {
      found.setDatabaseChangeLogTableName(table);
    }
    return new KeycloakLiquibase(CHANGELOG, changelogs, found);
  }

  private static UserRow row(String name, Set<Long> groups) {
    return new UserRow(TestAccount.of(UserId.random(), name), "!", groups, Set.of());
  }

  private static Accounts accounts(EntityManager em) {
    return new JpaAccounts(em, new DatabaseFailures(), RemovalPreparation.NONE, name -> {});
  }

  private <T> T in(Function<EntityManager, T> work) {
    return in(UUIDS, work);
  }

  private <T> T in(OwnTables tables, Function<EntityManager, T> work) {
    try (Session session = database.inTransaction((any, em) -> mappings.over(em, tables))) {
      session.beginTransaction();
      T result = work.apply(session);
      session.getTransaction().commit();
      return result;
    }
  }
}
