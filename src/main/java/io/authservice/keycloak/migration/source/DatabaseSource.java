package io.authservice.keycloak.migration.source;

import io.authservice.keycloak.account.extra.ExtraOutline;
import io.authservice.keycloak.account.extra.ExtraValues;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.issued.IssuedToken;
import io.authservice.keycloak.account.issued.IssuedTokenRow;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.BelongingRow;
import io.authservice.keycloak.account.row.BelongingTable;
import io.authservice.keycloak.account.row.ContentTypeRow;
import io.authservice.keycloak.account.row.PermissionRow;
import io.authservice.keycloak.account.row.RowExport;
import io.authservice.keycloak.account.row.UserRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Django database that is in use while it is read. The first reading settles which rows there
 * are: users who are added later, wherever among the others their ids are, are left for the next
 * import, and if a user, group, permission or application goes meanwhile, the reading ends. Values
 * of users may change.
 */
public final class DatabaseSource implements MigrationSource {

  /** Users that are read at once. */
  static final int PAGE = 500;

  private final RowExport database;
  private @Nullable Reading first;
  private @Nullable ExtraOutline outline;

  public DatabaseSource(RowExport database) {
    this.database = database;
  }

  /** What a reading found, apart from users' values. */
  private record Reading(UserIdList ids, List<SourceRow> small) {}

  @Override
  public void read(Consumer<SourceRow> rows, Runnable pulse) {
    UserIdList ids = readUsers(rows, pulse);
    // After the users, whose memberships then lead nowhere else.
    List<SourceRow> small = small();
    if (first == null) {
      first = new Reading(ids, small);
    } else {
      require(small.equals(first.small()));
    }
    small.forEach(rows);
  }

  private UserIdList readUsers(Consumer<SourceRow> rows, Runnable pulse) {
    UserIdList known = first == null ? null : first.ids();
    UserIdList read = new UserIdList();
    List<UserRow> users = database.users(Optional.empty(), PAGE);
    while (!users.isEmpty() && (known == null || read.size() < known.size())) {
      pulse.run();
      Map<UserId, Set<String>> memberships = memberships(users);
      for (UserRow user : users) {
        UserId id = user.account().id();
        if (known == null || isNext(id, known, read.size())) {
          read.add(id);
          rows.accept(row(user, memberships.getOrDefault(id, Set.of())));
        } else {
          // Whose ids are counted, new ones come last.
          require(id instanceof UserId.Universal || read.size() == known.size());
        }
      }
      users = database.users(Optional.of(users.get(users.size() - 1).account().id()), PAGE);
    }
    require(known == null || read.size() == known.size());
    return read;
  }

  private Map<UserId, Set<String>> memberships(List<UserRow> users) {
    return outline().memberships()
        ? database.memberships(users.stream().map(user -> user.account().id()).toList())
        : Map.of();
  }

  /** It is asked of the database once. */
  @Override
  public ExtraOutline outline() {
    ExtraOutline known = outline;
    if (known == null) {
      known = database.outline();
      outline = known;
    }
    return known;
  }

  /** Of the users that the first reading found; what they have may change. */
  @Override
  public void readExtras(Consumer<UserExtras> extras, Runnable pulse) {
    UserIdList ids = first == null ? new UserIdList() : first.ids();
    for (int from = 0; from < ids.size(); from += PAGE) {
      pulse.run();
      Set<UserId> page = ids.between(from, Math.min(from + PAGE, ids.size()));
      Map<UserId, ExtraValues> values = database.extras(page);
      page.forEach(
          id ->
              extras.accept(
                  new UserExtras(id, Optional.empty(), values.getOrDefault(id, ExtraValues.NONE))));
    }
  }

  /** Who is not was added meanwhile, or comes after one who is gone. */
  private static boolean isNext(UserId id, UserIdList known, int place) {
    return place < known.size() && known.get(place).equals(id);
  }

  /** Of the users that the first reading found; what they have may change. */
  @Override
  public void readBelongings(Consumer<Belonging> belongings, Runnable pulse) {
    UserIdList ids = first == null ? new UserIdList() : first.ids();
    Set<BelongingTable> tables = ids.size() == 0 ? Set.of() : database.belongingTables();
    Set<Long> strangersDevices = new HashSet<>();
    Optional<UserId> after = Optional.empty();
    for (int from = 0; from < ids.size(); from += PAGE) {
      int to = Math.min(from + PAGE, ids.size());
      Set<UserId> owners = ids.between(from, to);
      UserId last = ids.get(to - 1);
      for (BelongingTable table : tables) {
        pulse.run();
        for (BelongingRow row : database.belongings(table, after, last)) {
          if (isStrangers(row, owners, strangersDevices)) {
            noteDevice(table, row, strangersDevices);
          } else {
            belongings.accept(belonging(table, row));
          }
        }
      }
      after = Optional.of(last);
    }
  }

  /** UUIDs of users who were added meanwhile lie among the others. */
  private static boolean isStrangers(
      BelongingRow row, Set<UserId> owners, Set<Long> strangersDevices) {
    if (row.owner() instanceof BelongingRow.OfUser user) {
      return user.id() instanceof UserId.Universal && !owners.contains(user.id());
    }
    return strangersDevices.contains(((BelongingRow.OfDevice) row.owner()).id());
  }

  /** Devices are read before their tokens. */
  private static void noteDevice(
      BelongingTable table, BelongingRow row, Set<Long> strangersDevices) {
    if (table == BelongingTable.STATIC_DEVICES) {
      strangersDevices.add(Long.parseLong(row.id()));
    }
  }

  private static Belonging belonging(BelongingTable table, BelongingRow row) {
    ForeignKey owner =
        row.owner() instanceof BelongingRow.OfUser user
            ? ForeignKey.to(user.id())
            : ForeignKey.to(((BelongingRow.OfDevice) row.owner()).id());
    return new Belonging(table, row.id(), Optional.of(owner), row.columns(), false);
  }

  private static void require(boolean unchanged) {
    if (!unchanged) {
      throw new ImportFailedException(
          "The database was changed while it was read; start the import again");
    }
  }

  private List<SourceRow> small() {
    List<SourceRow> small = new ArrayList<>();
    database.contentTypes().forEach(row -> small.add(row(row)));
    database.permissions().forEach(row -> small.add(row(row)));
    database.groups().forEach(row -> small.add(row(row)));
    database.applications().forEach(row -> small.add(new SourceRow.Application(row)));
    return small;
  }

  /** Of a table in use: tokens that are added meanwhile may be missed. */
  @Override
  public void readTokens(Set<IssuedToken.Kind> kinds, Consumer<SourceRow> rows, Runnable pulse) {
    for (IssuedToken.Kind kind : kinds) {
      List<IssuedTokenRow> page = database.tokens(kind, "", PAGE);
      while (!page.isEmpty()) {
        pulse.run();
        page.forEach(row -> rows.accept(row(row)));
        page = database.tokens(kind, page.get(page.size() - 1).place(), PAGE);
      }
    }
  }

  @Override
  public boolean knowsAllTokens() {
    return true;
  }

  private static SourceRow row(IssuedTokenRow row) {
    IssuedToken token = row.token();
    boolean ofClient = token.kind().hasClient();
    return new SourceRow.Issued(
        token.kind(),
        row.place(),
        row.digest(),
        token.accountId().map(ForeignKey::to),
        ofClient ? Optional.of(ForeignKey.to(List.of(token.clientId()))) : Optional.empty(),
        token.grantId(),
        Optional.of(token.scope()),
        token.issuedAt(),
        token.expiresAt(),
        false);
  }

  private static SourceRow row(ContentTypeRow row) {
    return new SourceRow.ContentType(OptionalLong.of(row.id()), row.appLabel(), row.model());
  }

  private static SourceRow row(PermissionRow row) {
    return new SourceRow.Permission(
        OptionalLong.of(row.id()), row.name(), ForeignKey.to(row.contentTypeId()), row.codename());
  }

  private static SourceRow row(GroupRow row) {
    return new SourceRow.Group(
        OptionalLong.of(row.id()), row.name(), references(row.permissionIds()));
  }

  private static SourceRow row(UserRow row, Set<String> memberships) {
    return new SourceRow.User(
        true,
        row.account(),
        row.password(),
        references(row.groupIds()),
        references(row.permissionIds()),
        memberships,
        ExtraValues.NONE);
  }

  /** In one order at every reading. */
  private static List<ForeignKey> references(Collection<Long> ids) {
    return ids.stream().sorted().map(ForeignKey::to).toList();
  }

  /** Every reading closes what it opens. */
  @Override
  public void close() {}
}
