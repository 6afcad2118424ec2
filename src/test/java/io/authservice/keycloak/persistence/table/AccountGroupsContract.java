package io.authservice.keycloak.persistence.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.group.AccountGroups;
import io.authservice.keycloak.account.group.AssignmentChange;
import io.authservice.keycloak.account.group.Assignments;
import io.authservice.keycloak.account.group.DuplicateGroupException;
import io.authservice.keycloak.account.group.GroupChange;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.group.GroupSummary;
import io.authservice.keycloak.account.group.UnknownReferenceException;
import io.authservice.keycloak.account.group.UnknownReferenceException.Kind;
import io.authservice.keycloak.account.key.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the repository promises of groups and grants, and of orders that lists of them need. */
abstract class AccountGroupsContract {

  private static final Instant MOMENT = Instant.parse("2024-02-29T23:59:59.123456Z");

  abstract TestDatabase database();

  @Test
  void addsAGroupWithPermissionsAndListsItWithCounts() {
    givePermissions();
    UserId ada = account("ada");

    long writers = groups(groups -> groups.add("writers", Set.of(21L, 22L))).id();
    long editors = groups(groups -> groups.add("Éditeurs", Set.of())).id();
    grant(ada, Set.of(writers), Set.of());

    assertThat(listed(true))
        .containsExactlyInAnyOrder(
            new GroupSummary(writers, "writers", 2, 1),
            new GroupSummary(editors, "Éditeurs", 0, 0));
    assertThat(listed(false))
        .containsExactlyInAnyOrder(
            new GroupSummary(writers, "writers"), new GroupSummary(editors, "Éditeurs"));
    assertThat(group(writers)).contains(new GroupRow(writers, "writers", Set.of(21L, 22L)));
    assertThat(group(writers + editors + 1)).isEmpty();
    assertThat(group(1L + Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void refusesAGroupNameThatIsTaken() {
    long writers = groups(groups -> groups.add("writers", Set.of())).id();
    long editors = groups(groups -> groups.add("editors", Set.of())).id();

    assertThatThrownBy(() -> groups(groups -> groups.add("writers", Set.of())))
        .isInstanceOf(DuplicateGroupException.class);
    assertThatThrownBy(() -> change(editors, Optional.of("writers"), Optional.empty()))
        .isInstanceOf(DuplicateGroupException.class);

    assertThat(change(writers, Optional.of("writers"), Optional.empty())).isPresent();
    assertThat(listed(true)).extracting(GroupSummary::name).containsExactly("editors", "writers");
  }

  @Test
  void letsOneOfTwoGroupsOfOneNameThatAreAddedAtOneTimeWin() throws Exception {
    CountDownLatch added = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> first =
          threads.submit(
              () ->
                  groups(
                      groups -> {
                        GroupRow row = groups.add("writers", Set.of());
                        added.countDown();
                        await(mayCommit);
                        return row;
                      }));
      await(added);
      Future<?> second = threads.submit(() -> groups(groups -> groups.add("writers", Set.of())));
      Thread.sleep(300);
      mayCommit.countDown();

      first.get(20, TimeUnit.SECONDS);
      assertThatThrownBy(() -> second.get(20, TimeUnit.SECONDS))
          .cause()
          .isInstanceOfAny(DuplicateGroupException.class, AccountsUnavailableException.class);
      assertThat(listed(true)).hasSize(1);
    } finally {
      mayCommit.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  void changesOnlyWhatIsNamed() {
    givePermissions();
    long id = groups(groups -> groups.add("writers", Set.of(21L))).id();
    List<String> kept = rows("auth_group_permissions");

    assertThat(change(id, Optional.of("authors"), Optional.empty()))
        .contains(new GroupRow(id, "authors", Set.of(21L)));
    assertThat(change(id, Optional.empty(), Optional.of(Set.of(21L, 23L))))
        .contains(new GroupRow(id, "authors", Set.of(21L, 23L)));
    assertThat(rows("auth_group_permissions")).hasSize(2).containsAll(kept);

    assertThat(change(id, Optional.empty(), Optional.of(Set.of())))
        .contains(new GroupRow(id, "authors", Set.of()));
    assertThat(group(id)).contains(new GroupRow(id, "authors", Set.of()));
    assertThat(change(id + 1, Optional.of("nobody"), Optional.empty())).isEmpty();
  }

  @Test
  void namesThePermissionsThatDoNotExistAndChangesNothing() {
    givePermissions();
    long id = groups(groups -> groups.add("writers", Set.of(21L))).id();

    assertThatThrownBy(() -> change(id, Optional.of("other"), Optional.of(Set.of(22L, 98L, 99L))))
        .isInstanceOfSatisfying(
            UnknownReferenceException.class,
            unknown -> {
              assertThat(unknown.kind()).isEqualTo(Kind.PERMISSION);
              assertThat(unknown.ids()).containsExactly(98L, 99L);
            });
    assertThatThrownBy(() -> groups(groups -> groups.add("new", Set.of(99L))))
        .isInstanceOf(UnknownReferenceException.class);

    assertThat(listed(true)).containsExactly(new GroupSummary(id, "writers", 1, 0));
  }

  private List<GroupSummary> listed(boolean counted) {
    return groups(groups -> groups.list(counted));
  }

  @Test
  void removesAGroupAndKeepsItsMembersAndTheirOtherGroups() {
    givePermissions();
    UserId ada = account("ada");
    long writers = groups(groups -> groups.add("writers", Set.of(21L))).id();
    long editors = groups(groups -> groups.add("editors", Set.of(21L))).id();
    grant(ada, Set.of(writers, editors), Set.of(22L));

    assertThat(remove(writers)).isTrue();

    assertThat(remove(writers)).isFalse();
    assertThat(grants(ada)).isEqualTo(new Assignments(Set.of(editors), Set.of(22L)));
    assertThat(rows("auth_group_permissions")).hasSize(1);
  }

  @Test
  void givesAndTakesGroupsAndPermissions() {
    givePermissions();
    UserId ada = account("ada");
    UserId bob = account("bob");
    long writers = groups(groups -> groups.add("writers", Set.of())).id();
    grant(bob, Set.of(writers), Set.of(21L));

    assertThat(grant(ada, Set.of(writers), Set.of(21L, 23L))).isTrue();
    assertThat(grants(ada)).isEqualTo(new Assignments(Set.of(writers), Set.of(21L, 23L)));

    database()
        .change(
            accounts ->
                accounts
                    .groups()
                    .change(ada, new AssignmentChange(Optional.of(Set.of()), Optional.empty())));
    assertThat(grants(ada)).isEqualTo(new Assignments(Set.of(), Set.of(21L, 23L)));
    assertThat(grants(bob)).isEqualTo(new Assignments(Set.of(writers), Set.of(21L)));
  }

  @Test
  void givesNothingThatDoesNotExistAndNothingToNobody() {
    givePermissions();
    UserId ada = account("ada");

    assertThatThrownBy(() -> grant(ada, Set.of(77L), Set.of(21L)))
        .isInstanceOfSatisfying(
            UnknownReferenceException.class,
            unknown -> assertThat(unknown.kind()).isEqualTo(Kind.GROUP));
    assertThatThrownBy(() -> grant(ada, Set.of(), Set.of(21L, 99L)))
        .isInstanceOf(UnknownReferenceException.class);
    assertThat(grant(UserId.of(-1), Set.of(), Set.of(21L))).isFalse();

    assertThat(grants(ada)).isEqualTo(new Assignments(Set.of(), Set.of()));
    assertThat(grants(UserId.of(-1))).isEqualTo(new Assignments(Set.of(), Set.of()));
  }

  /** The same row by row after the last one seen, as at once. */
  @ParameterizedTest
  @CsvSource({
    "is_active, false, eve ada bob",
    "is_active, true, bob ada eve",
    "is_staff, false, ada eve bob",
    "is_superuser, false, ada eve bob",
    "is_superuser, true, bob eve ada",
    "last_login, false, ada bob eve",
    "last_login, true, eve bob ada",
  })
  void ordersByFlagsAndByTheLastLoginWithNeverFirst(
      String column, boolean descending, String expected) {
    account("ada");
    UserId bob = account("bob");
    UserId eve = account("eve");
    database()
        .change(
            accounts -> {
              accounts.byId(bob).orElseThrow().change(UserField.STAFF, true);
              accounts.byId(bob).orElseThrow().change(UserField.SUPERUSER, true);
              accounts.byId(eve).orElseThrow().change(UserField.ACTIVE, false);
            });
    database().change(accounts -> accounts.recordLogin(bob, MOMENT));
    database().change(accounts -> accounts.recordLogin(eve, MOMENT.plusSeconds(1)));
    AccountOrder order = new AccountOrder(UserField.of(column).orElseThrow(), descending);

    List<String> walked = new ArrayList<>();
    Optional<Account> last = next(order, Optional.empty());
    while (last.isPresent()) {
      walked.add(last.get().username());
      last = next(order, last.map(order::positionOf));
    }

    assertThat(walked).containsExactly(expected.split(" ", -1));
  }

  private Optional<Account> next(AccountOrder order, Optional<AccountOrder.Position> after) {
    return database()
        .inTransaction(
            accounts -> accounts.page(AccountQuery.ALL, order, after, 0, 1).stream().findFirst());
  }

  private <T> T groups(Function<AccountGroups, T> work) {
    return database().inTransaction(accounts -> work.apply(accounts.groups()));
  }

  private Optional<GroupRow> group(long id) {
    return groups(groups -> groups.byId(id));
  }

  private Optional<GroupRow> change(
      long id, Optional<String> name, Optional<Set<Long>> permissions) {
    return groups(groups -> groups.change(id, new GroupChange(name, permissions)));
  }

  private boolean grant(UserId account, Set<Long> groups, Set<Long> permissions) {
    return groups(
        all ->
            all.change(
                account, new AssignmentChange(Optional.of(groups), Optional.of(permissions))));
  }

  private boolean remove(long id) {
    return groups(groups -> groups.remove(id));
  }

  private Assignments grants(UserId account) {
    return groups(groups -> groups.grants(account));
  }

  private UserId account(String username) {
    return database().inTransaction(accounts -> accounts.add(username, MOMENT).account().id());
  }

  private List<String> rows(String table) {
    return database().select("select id from " + table + " order by id");
  }

  private void givePermissions() {
    database()
        .execute(
            "insert into django_content_type (id, app_label, model) values (11, 'shop', 'order')",
            permission(21, "add_order"),
            permission(22, "view_order"),
            permission(23, "delete_order"));
  }

  private static String permission(int id, String codename) {
    return ("insert into auth_permission (id, name, content_type_id, codename)"
            + " values (%d, 'Can %s', 11, '%s')")
        .formatted(id, codename, codename);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
