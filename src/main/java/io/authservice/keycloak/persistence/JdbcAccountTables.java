package io.authservice.keycloak.persistence;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountTables;
import io.authservice.keycloak.account.ContentTypeRow;
import io.authservice.keycloak.account.GroupRow;
import io.authservice.keycloak.account.PermissionRow;
import io.authservice.keycloak.account.UserRow;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@link AccountTables} by JDBC batches: the entities' ids are counted by the database, and so
 * cannot be given.
 */
final class JdbcAccountTables implements AccountTables {

  private static final String ADD_USER =
      "insert into users_user (password, last_login, is_superuser, username, first_name, last_name,"
          + " email, is_staff, is_active, date_joined, id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String UPDATE_USER =
      "update users_user set password = ?, last_login = ?, is_superuser = ?, username = ?,"
          + " first_name = ?, last_name = ?, email = ?, is_staff = ?, is_active = ?,"
          + " date_joined = ? where id = ?";

  private final EntityManager em;
  private final JdbcBatches batches;
  private final Faults faults;

  JdbcAccountTables(EntityManager em, Faults faults) {
    this.em = em;
    this.batches = new JdbcBatches(em, faults);
    this.faults = faults;
  }

  @Override
  public List<ContentTypeRow> contentTypes() {
    return rows("select t.id, t.appLabel, t.model from DjangoContentType t").stream()
        .map(row -> new ContentTypeRow(id(row[0]), (String) row[1], (String) row[2]))
        .toList();
  }

  @Override
  public List<PermissionRow> permissions() {
    return rows("select p.id, p.name, p.contentType.id, p.codename from DjangoPermission p")
        .stream()
        .map(row -> new PermissionRow(id(row[0]), (String) row[1], id(row[2]), (String) row[3]))
        .toList();
  }

  @Override
  public List<GroupRow> groups() {
    Map<Long, Set<Long>> permissions =
        linked(rows("select g.id, p.id from DjangoGroup g join g.permissions p"));
    return rows("select g.id, g.name from DjangoGroup g").stream()
        .map(
            row ->
                new GroupRow(
                    id(row[0]), (String) row[1], permissions.getOrDefault(id(row[0]), Set.of())))
        .toList();
  }

  @Override
  public List<UserRow> users(Collection<Long> ids, Collection<String> usernames) {
    if (ids.isEmpty() && usernames.isEmpty()) {
      return List.of();
    }
    List<Object[]> found =
        faults.translating(
            () ->
                em.createQuery(
                        "select u.id, u.username, u.email, u.firstName, u.lastName, u.active,"
                            + " u.staff, u.superuser, u.dateJoined, u.lastLogin, u.password"
                            + " from DjangoUser u where u.id in :ids"
                            + " or lower(u.username) in :names",
                        Object[].class)
                    .setParameter("ids", ids)
                    .setParameter(
                        "names",
                        usernames.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList())
                    .getResultList());
    if (found.isEmpty()) {
      return List.of();
    }
    List<Long> known = found.stream().map(row -> id(row[0])).toList();
    Map<Long, Set<Long>> groups =
        linked(linksOf("select u.id, g.id from DjangoUser u join u.groups g", known));
    Map<Long, Set<Long>> permissions =
        linked(linksOf("select u.id, p.id from DjangoUser u join u.permissions p", known));
    return found.stream().map(row -> user(row, groups, permissions)).toList();
  }

  private static UserRow user(
      Object[] row, Map<Long, Set<Long>> groups, Map<Long, Set<Long>> permissions) {
    long id = id(row[0]);
    Account account =
        new Account(
            id,
            (String) row[1],
            (String) row[2],
            (String) row[3],
            (String) row[4],
            (boolean) row[5],
            (boolean) row[6],
            (boolean) row[7],
            (Instant) row[8],
            (Instant) row[9]);
    return new UserRow(
        account,
        (String) row[10],
        groups.getOrDefault(id, Set.of()),
        permissions.getOrDefault(id, Set.of()));
  }

  @Override
  public void addContentTypes(List<ContentTypeRow> rows) {
    batches.run(
        "insert into django_content_type (id, app_label, model) values (?, ?, ?)",
        rows,
        (row, values) -> values.add(row.id()).add(row.appLabel()).add(row.model()));
  }

  @Override
  public void addPermissions(List<PermissionRow> rows) {
    batches.run(
        "insert into auth_permission (id, name, content_type_id, codename) values (?, ?, ?, ?)",
        rows,
        (row, values) ->
            values.add(row.id()).add(row.name()).add(row.contentTypeId()).add(row.codename()));
  }

  @Override
  public void addGroups(List<GroupRow> rows) {
    batches.run(
        "insert into auth_group (id, name) values (?, ?)",
        rows,
        (row, values) -> values.add(row.id()).add(row.name()));
    addGroupPermissions(rows);
  }

  @Override
  public void updateGroups(List<GroupRow> rows) {
    batches.run(
        "delete from auth_group_permissions where group_id = ?",
        rows,
        (row, values) -> values.add(row.id()));
    addGroupPermissions(rows);
  }

  private void addGroupPermissions(List<GroupRow> rows) {
    List<Link> links = new ArrayList<>();
    rows.forEach(row -> row.permissionIds().forEach(id -> links.add(new Link(row.id(), id))));
    link("insert into auth_group_permissions (group_id, permission_id) values (?, ?)", links);
  }

  @Override
  public void addUsers(List<UserRow> rows) {
    batches.run(ADD_USER, rows, JdbcAccountTables::bind);
    addMemberships(rows);
  }

  @Override
  public void updateUsers(List<UserRow> rows) {
    batches.run(UPDATE_USER, rows, JdbcAccountTables::bind);
    for (String table : List.of("users_user_groups", "users_user_user_permissions")) {
      batches.run(
          "delete from " + table + " where user_id = ?",
          rows,
          (row, values) -> values.add(row.account().id()));
    }
    addMemberships(rows);
  }

  private static void bind(UserRow row, JdbcBatches.Values values) throws SQLException {
    Account account = row.account();
    values
        .add(row.password())
        .add(account.lastLogin())
        .add(account.superuser())
        .add(account.username())
        .add(account.firstName())
        .add(account.lastName())
        .add(account.email())
        .add(account.staff())
        .add(account.active())
        .add(account.dateJoined())
        .add(account.id());
  }

  private void addMemberships(List<UserRow> rows) {
    List<Link> groups = new ArrayList<>();
    List<Link> permissions = new ArrayList<>();
    for (UserRow row : rows) {
      long user = row.account().id();
      row.groupIds().forEach(id -> groups.add(new Link(user, id)));
      row.permissionIds().forEach(id -> permissions.add(new Link(user, id)));
    }
    link("insert into users_user_groups (user_id, group_id) values (?, ?)", groups);
    link(
        "insert into users_user_user_permissions (user_id, permission_id) values (?, ?)",
        permissions);
  }

  private void link(String sql, List<Link> links) {
    batches.run(sql, links, (link, values) -> values.add(link.from()).add(link.to()));
  }

  @Override
  public void reserveIds(Table table, long highest) {
    batches.reserveIds(
        switch (table) {
          case CONTENT_TYPES -> "django_content_type";
          case PERMISSIONS -> "auth_permission";
          case GROUPS -> "auth_group";
          case USERS -> "users_user";
        },
        highest);
  }

  private List<Object[]> rows(String query) {
    return faults.translating(() -> em.createQuery(query, Object[].class).getResultList());
  }

  private List<Object[]> linksOf(String query, List<Long> userIds) {
    return faults.translating(
        () ->
            em.createQuery(query + " where u.id in :ids", Object[].class)
                .setParameter("ids", userIds)
                .getResultList());
  }

  private static Map<Long, Set<Long>> linked(List<Object[]> pairs) {
    Map<Long, Set<Long>> links = new HashMap<>();
    pairs.forEach(
        pair -> links.computeIfAbsent(id(pair[0]), id -> new HashSet<>()).add(id(pair[1])));
    return links;
  }

  private static long id(Object column) {
    return ((Number) column).longValue();
  }

  private record Link(long from, long to) {}
}
