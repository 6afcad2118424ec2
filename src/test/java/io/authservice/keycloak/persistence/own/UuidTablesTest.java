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
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.persistence.bulk.JdbcRowImport;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.table.JpaAccounts;
import io.authservice.keycloak.persistence.table.RemovalPreparation;
import io.authservice.keycloak.persistence.table.TestDatabase;
import io.authservice.keycloak.testing.TestAccount;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.Session;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The entities over the tables of UUIDs, beside those of integers in one database. */
class UuidTablesTest {

  @AutoClose private final UuidTables tables = new UuidTables();
  @AutoClose private TestDatabase database;

  @BeforeEach
  void makeTables() {
    JdbcDataSource source = new JdbcDataSource();
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
    try (Session session = database.inTransaction((any, em) -> tables.over(em))) {
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

  private static UserRow row(String name, Set<Long> groups) {
    return new UserRow(TestAccount.of(UserId.random(), name), "!", groups, Set.of());
  }

  private static Accounts accounts(EntityManager em) {
    return new JpaAccounts(em, new DatabaseFailures(), RemovalPreparation.NONE, name -> {});
  }

  private <T> T in(Function<EntityManager, T> work) {
    try (Session session = database.inTransaction((any, em) -> tables.over(em))) {
      session.beginTransaction();
      T result = work.apply(session);
      session.getTransaction().commit();
      return result;
    }
  }
}
