package io.authservice.keycloak.migration.source;

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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Django database that is in use while it is read. The first reading settles which rows there
 * are: users who are added later are left for the next import, and if a user, group, permission or
 * application goes or changes its place meanwhile, the reading ends. Values of users may change.
 */
public final class DatabaseSource implements MigrationSource {

  /** Users that are read at once. */
  static final int PAGE = 500;

  private final RowExport database;
  private @Nullable Reading first;

  public DatabaseSource(RowExport database) {
    this.database = database;
  }

  /** What a reading found, apart from users' values. */
  private record Reading(List<Page> pages, List<SourceRow> small) {}

  /** Ids grow from page to page, so a user who goes changes one or the other. */
  private record Page(UserId lastId, int users) {}

  @Override
  public void read(Consumer<SourceRow> rows, Runnable pulse) {
    Reading known = first;
    List<Page> pages = new ArrayList<>();
    List<UserRow> users = users(Optional.empty(), known);
    while (!users.isEmpty()) {
      Page page = new Page(users.get(users.size() - 1).account().id(), users.size());
      if (known != null) {
        require(
            pages.size() < known.pages().size() && page.equals(known.pages().get(pages.size())));
      }
      pages.add(page);
      users.forEach(user -> rows.accept(row(user)));
      users = users(Optional.of(page.lastId()), known);
    }
    // After the users, whose memberships then lead nowhere else.
    List<SourceRow> small = small();
    if (known == null) {
      first = new Reading(pages, small);
    } else {
      require(pages.equals(known.pages()) && small.equals(known.small()));
    }
    small.forEach(rows);
  }

  /**
   * Of the users that the first reading found, unless they have UUIDs; what they have may change.
   */
  @Override
  public void readBelongings(Consumer<Belonging> belongings, Runnable pulse) {
    List<Page> pages = first == null ? List.of() : first.pages();
    Set<BelongingTable> tables = pages.isEmpty() ? Set.of() : database.belongingTables();
    long after = Long.MIN_VALUE;
    for (Page page : pages) {
      if (!(page.lastId() instanceof UserId.Whole last)) {
        return;
      }
      for (BelongingTable table : tables) {
        pulse.run();
        for (BelongingRow row : database.belongings(table, after, last.number())) {
          belongings.accept(
              new Belonging(
                  table,
                  row.id(),
                  Optional.of(ForeignKey.to(row.ownerId())),
                  row.columns(),
                  false));
        }
      }
      after = last.number();
    }
  }

  /** The next of those who were there at the first reading, if there was one before. */
  private List<UserRow> users(Optional<UserId> after, @Nullable Reading known) {
    List<UserRow> next = database.users(after, PAGE);
    if (known == null) {
      return next;
    }
    if (known.pages().isEmpty()) {
      return List.of();
    }
    UserId highest = known.pages().get(known.pages().size() - 1).lastId();
    return next.stream().filter(user -> user.account().id().compareTo(highest) <= 0).toList();
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
  public void readTokens(Consumer<SourceRow> rows, Runnable pulse) {
    for (IssuedToken.Kind kind : IssuedToken.Kind.values()) {
      List<IssuedTokenRow> page = database.tokens(kind, "", PAGE);
      while (!page.isEmpty()) {
        pulse.run();
        page.stream()
            .filter(row -> row.token().accountId().filter(DatabaseSource::isUuid).isEmpty())
            .forEach(row -> rows.accept(row(row)));
        page = database.tokens(kind, page.get(page.size() - 1).place(), PAGE);
      }
    }
  }

  /** Such users are refused, and with them what they have. */
  private static boolean isUuid(UserId id) {
    return id instanceof UserId.Universal;
  }

  private static SourceRow row(IssuedTokenRow row) {
    IssuedToken token = row.token();
    boolean ofClient = token.kind() != IssuedToken.Kind.DRF;
    return new SourceRow.Issued(
        token.kind(),
        row.place(),
        row.digest(),
        token.accountId().map(id -> ForeignKey.to(((UserId.Whole) id).number())),
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

  private static SourceRow row(UserRow row) {
    return new SourceRow.User(
        true,
        row.account(),
        row.password(),
        references(row.groupIds()),
        references(row.permissionIds()));
  }

  /** In one order at every reading. */
  private static List<ForeignKey> references(Collection<Long> ids) {
    return ids.stream().sorted().map(ForeignKey::to).toList();
  }

  /** Every reading closes what it opens. */
  @Override
  public void close() {}
}
