package io.authservice.keycloak.persistence.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.TakenValueException;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.ContentTypeRow;
import io.authservice.keycloak.account.row.PermissionRow;
import io.authservice.keycloak.account.row.RowImport;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.table.TestDatabase;
import io.authservice.keycloak.testing.TestAccount;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What moving whole rows promises, whatever the database. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class RowImportContract {

  private static final Instant JOINED = Instant.parse("2021-05-17T08:30:00.123456Z");

  @AutoClose private TestDatabase database;

  abstract TestDatabase newDatabase();

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
    change(
        tables -> {
          tables.addContentTypes(List.of(new ContentTypeRow(2, "shop", "order")));
          tables.addPermissions(
              List.of(
                  new PermissionRow(3, "Can add order", 2, "add_order"),
                  new PermissionRow(4, "Can view order", 2, "view_order")));
          tables.addGroups(
              List.of(
                  new GroupRow(5, "Sellers", Set.of(3L, 4L)), new GroupRow(6, "Éva", Set.of())));
        });
  }

  @Test
  void givesBackWhatWasAdded() {
    assertThat(read(RowImport::contentTypes))
        .containsExactly(new ContentTypeRow(2, "shop", "order"));
    assertThat(read(RowImport::permissions))
        .containsExactlyInAnyOrder(
            new PermissionRow(3, "Can add order", 2, "add_order"),
            new PermissionRow(4, "Can view order", 2, "view_order"));
    assertThat(read(RowImport::groups))
        .containsExactlyInAnyOrder(
            new GroupRow(5, "Sellers", Set.of(3L, 4L)), new GroupRow(6, "Éva", Set.of()));
  }

  @Test
  void keepsEveryColumnOfAUserToTheMicrosecond() {
    UserRow full =
        new UserRow(
            TestAccount.of(70_000_000_000L, "Éva", "eva@example.com", "𝓔va", "Größe")
                .with(UserField.ACTIVE, false)
                .with(UserField.STAFF, true)
                .with(UserField.SUPERUSER, true)
                .with(UserField.DATE_JOINED, JOINED)
                .with(UserField.LAST_LOGIN, JOINED.plusSeconds(1)),
            "md5$salt$0123",
            Set.of(5L, 6L),
            Set.of(4L));
    UserRow plain = user(8, "bob", "!");

    change(tables -> tables.addUsers(List.of(full, plain)));

    assertThat(read(tables -> tables.users(List.of(UserId.of(70_000_000_000L)), List.of())))
        .containsExactly(full);
    assertThat(read(tables -> tables.users(List.of(), List.of("BOB")))).containsExactly(plain);
    assertThat(read(tables -> tables.users(List.of(UserId.of(8)), List.of("éva")))).hasSize(2);
    assertThat(read(tables -> tables.users(List.of(), List.of()))).isEmpty();
  }

  @Test
  void replacesColumnsAndMembershipsOfAUser() {
    change(tables -> tables.addUsers(List.of(user(8, "bob", "!"), user(9, "eve", "!"))));
    UserRow changed =
        new UserRow(
            TestAccount.of(8, "bob", "b@x.org", "B", "")
                .with(UserField.ACTIVE, false)
                .with(UserField.STAFF, true)
                .with(UserField.DATE_JOINED, JOINED)
                .with(UserField.LAST_LOGIN, JOINED),
            "md5$a$b",
            Set.of(6L),
            Set.of(3L));

    change(tables -> tables.updateUsers(List.of(changed)));

    assertThat(read(tables -> tables.users(List.of(UserId.of(8)), List.of())))
        .containsExactly(changed);
    assertThat(read(tables -> tables.users(List.of(UserId.of(9)), List.of())))
        .containsExactly(user(9, "eve", "!"));
  }

  @Test
  void replacesWhatAGroupGives() {
    change(tables -> tables.updateGroups(List.of(new GroupRow(5, "Sellers", Set.of(4L)))));

    assertThat(read(RowImport::groups)).contains(new GroupRow(5, "Sellers", Set.of(4L)));
  }

  @Test
  void writesAllOfABatchOrNothing() {
    List<UserRow> rows = List.of(user(8, "bob", "!"), user(9, "eve", "!"), user(10, "BOB", "!"));

    assertThatThrownBy(() -> change(tables -> tables.addUsers(rows)))
        .isInstanceOf(TakenValueException.class);

    assertThat(
            read(
                tables ->
                    tables.users(List.of(UserId.of(8), UserId.of(9), UserId.of(10)), List.of())))
        .isEmpty();
  }

  @Test
  void addsMoreThanAStatementHolds() {
    List<UserRow> many =
        LongStream.rangeClosed(1, 3000).mapToObj(id -> user(id, "user" + id, "!")).toList();

    change(tables -> tables.addUsers(many));

    assertThat(database.select("select count(*) from users_user")).containsExactly("3000");
  }

  @Test
  void newRowsGetIdsAboveThoseReserved() {
    change(tables -> tables.reserveIds(RowImport.Table.USERS, 500));
    UserId first = register("ada");
    change(tables -> tables.reserveIds(RowImport.Table.USERS, 400));
    UserId second = register("bob");

    assertThat(first).isGreaterThan(UserId.of(500));
    assertThat(second).isGreaterThan(first);
    for (RowImport.Table table : RowImport.Table.values()) {
      change(tables -> tables.reserveIds(table, 1000));
    }
    database.execute("insert into auth_group (name) values ('new')");
    assertThat(Long.parseLong(database.select("select max(id) from auth_group").get(0)))
        .isGreaterThan(1000);
  }

  private UserId register(String username) {
    return database.inTransaction(
        accounts -> {
          return accounts.add(username, JOINED).account().id();
        });
  }

  private static UserRow user(long id, String username, String password) {
    return new UserRow(
        TestAccount.of(id, username).with(UserField.DATE_JOINED, JOINED),
        password,
        Set.of(),
        Set.of());
  }

  private <T> List<T> read(Function<RowImport, List<T>> reading) {
    return database.inTransaction(
        (accounts, em) -> reading.apply(new JdbcRowImport(em, new DatabaseFailures())));
  }

  private void change(Consumer<RowImport> work) {
    database.inTransaction(
        (accounts, em) -> {
          work.accept(new JdbcRowImport(em, new DatabaseFailures()));
          return true;
        });
  }
}
