package io.authservice.keycloak.persistence.bulk;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.ContentTypeRow;
import io.authservice.keycloak.account.row.PermissionRow;
import io.authservice.keycloak.account.row.RowImport;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.table.DjangoEntities;
import io.authservice.keycloak.persistence.table.KeyForm;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * {@link RowImport} by JDBC batches: the entities' ids are counted by the database, and so cannot
 * be given.
 */
public final class JdbcRowImport implements RowImport {

  private static final List<UserField<?>> BUT_THE_ID =
      UserField.ALL.stream().filter(field -> field != UserField.ID).toList();

  private final StoredRows stored;
  private final JdbcBatches batches;
  private final KeyForm form;
  private final EntityManager em;
  private final String users;
  private final String groups;
  private final String permissions;

  public JdbcRowImport(EntityManager em, DatabaseFailures faults) {
    this.stored = new StoredRows(em, faults);
    this.batches = new JdbcBatches(em, faults);
    this.form = KeyForm.of(em);
    this.em = em;
    this.users = DjangoEntities.userTable(em);
    this.groups = DjangoEntities.groupsTable(em);
    this.permissions = DjangoEntities.permissionsTable(em);
  }

  private static String columns(String separator) {
    return BUT_THE_ID.stream().map(UserField::column).collect(Collectors.joining(separator));
  }

  @Override
  public List<ContentTypeRow> contentTypes() {
    return stored.contentTypes();
  }

  @Override
  public List<PermissionRow> permissions() {
    return stored.permissions();
  }

  @Override
  public List<GroupRow> groups() {
    return stored.groups();
  }

  @Override
  public List<UserRow> users(Collection<UserId> ids, Collection<String> usernames) {
    return stored.users(ids, usernames);
  }

  @Override
  public List<Account> accounts(Collection<UserId> ids) {
    return stored.accounts(ids);
  }

  @Override
  public List<Account> bearers(Collection<String> names, Collection<String> emails) {
    return stored.bearers(names, emails);
  }

  @Override
  public void addContentTypes(List<ContentTypeRow> rows) {
    batches.run(
        "insert into " + table(Table.CONTENT_TYPES) + " (id, app_label, model) values (?, ?, ?)",
        rows,
        (row, values) -> values.add(row.id()).add(row.appLabel()).add(row.model()));
  }

  @Override
  public void addPermissions(List<PermissionRow> rows) {
    batches.run(
        "insert into "
            + table(Table.PERMISSIONS)
            + " (id, name, content_type_id, codename) values (?, ?, ?, ?)",
        rows,
        (row, values) ->
            values.add(row.id()).add(row.name()).add(row.contentTypeId()).add(row.codename()));
  }

  @Override
  public void addGroups(List<GroupRow> rows) {
    batches.run(
        "insert into " + table(Table.GROUPS) + " (id, name) values (?, ?)",
        rows,
        (row, values) -> values.add(row.id()).add(row.name()));
    addGroupPermissions(rows);
  }

  @Override
  public void updateGroups(List<GroupRow> rows) {
    batches.run(
        "delete from " + DjangoEntities.groupPermissionsTable(em) + " where group_id = ?",
        rows,
        (row, values) -> values.add(row.id()));
    addGroupPermissions(rows);
  }

  private void addGroupPermissions(List<GroupRow> rows) {
    List<Link> links = new ArrayList<>();
    rows.forEach(row -> row.permissionIds().forEach(id -> links.add(new Link(row.id(), id))));
    link(
        "insert into "
            + DjangoEntities.groupPermissionsTable(em)
            + " (group_id, permission_id) values (?, ?)",
        links);
  }

  @Override
  public void addUsers(List<UserRow> rows) {
    batches.run(
        "insert into "
            + users
            + " ("
            + columns(", ")
            + ", id) values ("
            + "?, ".repeat(BUT_THE_ID.size())
            + "?)",
        rows,
        this::bind);
    addMemberships(rows);
  }

  @Override
  public void updateUsers(List<UserRow> rows) {
    batches.run(
        "update " + users + " set " + columns(" = ?, ") + " = ? where id = ?", rows, this::bind);
    for (String links : List.of(groups, permissions)) {
      batches.run(
          "delete from " + links + " where user_id = ?",
          rows,
          (row, values) -> values.add(key(row)));
    }
    addMemberships(rows);
  }

  private void bind(UserRow row, JdbcBatches.Values values) throws SQLException {
    for (UserField<?> field : BUT_THE_ID) {
      values.add(field == UserField.PASSWORD ? row.password() : row.account().get(field));
    }
    values.add(key(row));
  }

  /** As the table has it. */
  private Object key(UserRow row) {
    return Objects.requireNonNull(form.stored(row.account().id()), "an id of the other kind");
  }

  private void addMemberships(List<UserRow> rows) {
    List<Link> memberships = new ArrayList<>();
    List<Link> given = new ArrayList<>();
    for (UserRow row : rows) {
      Object user = key(row);
      row.groupIds().forEach(id -> memberships.add(new Link(user, id)));
      row.permissionIds().forEach(id -> given.add(new Link(user, id)));
    }
    link("insert into " + groups + " (user_id, group_id) values (?, ?)", memberships);
    link("insert into " + permissions + " (user_id, permission_id) values (?, ?)", given);
  }

  private void link(String sql, List<Link> links) {
    batches.run(sql, links, (link, values) -> values.add(link.from()).add(link.to()));
  }

  @Override
  public void reserveIds(Table table, long highest) {
    batches.reserveIds(table(table), highest);
  }

  private String table(Table rows) {
    return DjangoEntities.table(em, rows);
  }

  private record Link(Object from, long to) {}
}
