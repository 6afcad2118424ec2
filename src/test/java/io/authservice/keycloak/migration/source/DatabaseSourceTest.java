package io.authservice.keycloak.migration.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.extra.ExtraOutline;
import io.authservice.keycloak.account.extra.ExtraValues;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.issued.IssuedToken;
import io.authservice.keycloak.account.issued.IssuedTokenRow;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.ApplicationRow;
import io.authservice.keycloak.account.row.BelongingRow;
import io.authservice.keycloak.account.row.BelongingTable;
import io.authservice.keycloak.account.row.ContentTypeRow;
import io.authservice.keycloak.account.row.PermissionRow;
import io.authservice.keycloak.account.row.RowExport;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.testing.TestAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database is read several times, and changes in between. */
class DatabaseSourceTest {

  private static final long USERS = 2L * DatabaseSource.PAGE + 7;

  private final Database database = new Database();
  private final MigrationSource source = new DatabaseSource(database);

  @BeforeEach
  void fill() {
    LongStream.rangeClosed(1, USERS).forEach(id -> database.add(3 * id, "user" + id));
    database.groups.add(new GroupRow(5, "Writers", Set.of(4L, 2L, 3L)));
  }

  @Test
  void givesTheSameRowsInTheSameOrderAtEachReading() {
    List<SourceRow> rows = rows();

    assertThat(rows).hasSize((int) USERS + 1).doesNotHaveDuplicates();
    assertThat(ids(rows)).isSorted().hasSize((int) USERS);
    assertThat(rows())
        .isEqualTo(rows)
        .contains(
            new SourceRow.Group(
                OptionalLong.of(5),
                "Writers",
                List.of(ForeignKey.to(2), ForeignKey.to(3), ForeignKey.to(4))));
  }

  @Test
  void leavesUsersWhoWereAddedMeanwhileToTheNextImport() {
    List<SourceRow> before = rows();

    LongStream.rangeClosed(1, DatabaseSource.PAGE)
        .forEach(n -> database.add(3 * USERS + n, "late" + n));

    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void takesValuesThatChangedMeanwhile() {
    rows();

    database.add(3, "renamed");

    assertThat(rows().get(0))
        .isInstanceOfSatisfying(
            SourceRow.User.class,
            user -> assertThat(user.account().username()).isEqualTo("renamed"));
  }

  @Test
  void endsBeforeAPageWhoseUsersHaveGone() {
    rows();
    database.users.remove(UserId.of(3L * DatabaseSource.PAGE + 3));

    List<SourceRow> read = new ArrayList<>();
    assertChanged(read);

    assertThat(read).as("the page before").hasSize(DatabaseSource.PAGE);
  }

  @Test
  void endsIfTheLastUsersHaveGone() {
    rows();
    database.users.tailMap(UserId.of(3L * 2 * DatabaseSource.PAGE + 1)).clear();

    assertChanged(new ArrayList<>());
  }

  @Test
  void endsIfAUserTurnsUpAmongThoseThatAreKnown() {
    rows();
    database.add(4, "between");

    assertChanged(new ArrayList<>());
  }

  @Test
  void endsIfGroupsChangedBecauseMembershipsMayLeadToThem() {
    rows();
    database.groups.add(new GroupRow(6, "New", Set.of()));

    assertChanged(new ArrayList<>());
  }

  @Test
  void anEmptyDatabaseStaysEmpty() {
    database.users.clear();
    database.groups.clear();
    assertThat(rows()).isEmpty();

    database.add(1, "first");

    assertThatCode(() -> assertThat(rows()).isEmpty()).doesNotThrowAnyException();
  }

  @Test
  void handsOverTheTokensOfEveryKindPageByPageAndNothingElse() {
    database.add(7, "ada");
    for (int i = 0; i < DatabaseSource.PAGE + 1; i++) {
      database.issued.add(token(IssuedToken.Kind.OAUTH2_REFRESH, 1000 + i));
    }
    database.issued.add(token(IssuedToken.Kind.DRF, 1));

    List<SourceRow> rows = new ArrayList<>();
    source.readTokens(EnumSet.allOf(IssuedToken.Kind.class), rows::add, () -> {});

    assertThat(rows).hasSize(DatabaseSource.PAGE + 2).hasOnlyElementsOfType(SourceRow.Issued.class);
    assertThat(rows.get(0))
        .isEqualTo(
            new SourceRow.Issued(
                IssuedToken.Kind.OAUTH2_REFRESH,
                "1000",
                "digest-1000",
                Optional.of(ForeignKey.to(7)),
                Optional.of(ForeignKey.to(List.of("web"))),
                "5",
                Optional.of("read"),
                Instant.EPOCH,
                Optional.empty(),
                false));
  }

  private static IssuedTokenRow token(IssuedToken.Kind kind, int place) {
    return new IssuedTokenRow(
        Integer.toString(place),
        "digest-" + place,
        new IssuedToken(
            kind, Optional.of(UserId.of(7)), "web", "read", "5", Instant.EPOCH, Optional.empty()));
  }

  @Test
  void leavesOutUsersWhoseRandomIdsLieAmongTheOthers() {
    database.users.clear();
    for (int i = 0; i < DatabaseSource.PAGE + 5; i++) {
      database.add(UserId.random(), "user" + i);
    }
    List<SourceRow> before = rows();
    for (int i = 0; i < DatabaseSource.PAGE; i++) {
      database.add(UserId.random(), "late" + i);
    }

    assertThat(rows()).isEqualTo(before);
    List<Belonging> read = new ArrayList<>();
    source.readBelongings(read::add, () -> {});
    assertThat(read)
        .extracting(row -> row.owner().orElseThrow().userId().orElseThrow())
        .containsExactlyElementsOf(ids(before));
  }

  @Test
  void endsIfAUserOfARandomIdHasGone() {
    database.users.clear();
    for (int i = 0; i < DatabaseSource.PAGE + 5; i++) {
      database.add(UserId.random(), "user" + i);
    }
    List<UserId> ids = ids(rows());
    database.users.remove(ids.get(DatabaseSource.PAGE - 1));

    assertChanged(new ArrayList<>());
  }

  @Test
  void whatUsersHaveIsThatOfTheUsersWhoWereRead() {
    rows();
    LongStream.rangeClosed(1, 5).forEach(n -> database.add(3 * USERS + n, "late" + n));

    List<Belonging> read = new ArrayList<>();
    source.readBelongings(read::add, () -> {});

    assertThat(read).hasSize((int) USERS).doesNotHaveDuplicates();
    assertThat(read.get(0))
        .isEqualTo(
            new Belonging(
                BelongingTable.EMAIL_ADDRESSES,
                "a3",
                Optional.of(ForeignKey.to(3)),
                Map.of("email", "e3"),
                false));
  }

  @Test
  void membershipsComeWithTheRowsAndTheRestApart() {
    database.outline = new ExtraOutline(List.of(), true, true);
    List<SourceRow> rows = rows();
    LongStream.rangeClosed(1, 5).forEach(n -> database.add(3 * USERS + n, "late" + n));

    assertThat(((SourceRow.User) rows.get(1)).memberships()).containsExactly("Team of 6");
    assertThat(((SourceRow.User) rows.get(1)).memberOf())
        .containsExactly(ForeignKey.to(List.of("Team of 6")));
    List<UserExtras> read = new ArrayList<>();
    source.readExtras(read::add, () -> {});
    assertThat(read).hasSize((int) USERS);
    assertThat(read)
        .contains(
            new UserExtras(
                UserId.of(3), Optional.empty(), new ExtraValues(Map.of("city", "Turin 3"), true)));
  }

  private void assertChanged(List<SourceRow> read) {
    assertThatThrownBy(() -> source.read(read::add))
        .isInstanceOf(ImportFailedException.class)
        .hasMessageContaining("start the import again");
  }

  private List<SourceRow> rows() {
    List<SourceRow> rows = new ArrayList<>();
    source.read(rows::add);
    return rows;
  }

  private static List<UserId> ids(List<SourceRow> rows) {
    return rows.stream()
        .filter(SourceRow.User.class::isInstance)
        .map(row -> ((SourceRow.User) row).id().orElseThrow())
        .toList();
  }

  /** Users and groups in memory. */
  private static final class Database implements RowExport {

    private final TreeMap<UserId, UserRow> users = new TreeMap<>();
    private ExtraOutline outline = ExtraOutline.NONE;
    private final List<GroupRow> groups = new ArrayList<>();
    private final List<IssuedTokenRow> issued = new ArrayList<>();

    void add(long id, String username) {
      add(UserId.of(id), username);
    }

    void add(UserId id, String username) {
      Account account = TestAccount.of(id, username);
      users.put(account.id(), new UserRow(account, "!", Set.of(), Set.of()));
    }

    @Override
    public List<UserRow> users(Optional<UserId> after, int max) {
      return after.map(id -> users.tailMap(id, false)).orElse(users).values().stream()
          .limit(max)
          .toList();
    }

    @Override
    public List<GroupRow> groups() {
      return List.copyOf(groups);
    }

    @Override
    public List<ContentTypeRow> contentTypes() {
      return List.of();
    }

    @Override
    public List<PermissionRow> permissions() {
      return List.of();
    }

    @Override
    public List<ApplicationRow> applications() {
      return List.of();
    }

    @Override
    public List<IssuedTokenRow> tokens(IssuedToken.Kind kind, String afterPlace, int max) {
      return issued.stream()
          .filter(row -> row.token().kind() == kind && row.place().compareTo(afterPlace) > 0)
          .limit(max)
          .toList();
    }

    @Override
    public ExtraOutline outline() {
      return outline;
    }

    @Override
    public Map<UserId, Set<String>> memberships(Collection<UserId> ids) {
      return ids.stream().collect(Collectors.toMap(id -> id, id -> Set.of("Team of " + id)));
    }

    @Override
    public Map<UserId, ExtraValues> extras(Collection<UserId> ids) {
      return ids.stream()
          .collect(
              Collectors.toMap(
                  id -> id, id -> new ExtraValues(Map.of("city", "Turin " + id), true)));
    }

    @Override
    public Set<BelongingTable> belongingTables() {
      return Set.of(BelongingTable.EMAIL_ADDRESSES);
    }

    @Override
    public List<BelongingRow> belongings(
        BelongingTable table, Optional<UserId> afterId, UserId lastId) {
      return afterId
          .<NavigableMap<UserId, UserRow>>map(id -> users.tailMap(id, false))
          .orElse(users)
          .headMap(lastId, true)
          .keySet()
          .stream()
          .map(
              id ->
                  new BelongingRow(
                      "a" + id, new BelongingRow.OfUser(id), Map.of("email", "e" + id)))
          .toList();
    }
  }
}
