package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.ContentTypeRow;
import io.authservice.keycloak.account.row.PermissionRow;
import io.authservice.keycloak.account.row.RowImport;
import io.authservice.keycloak.account.row.UserRow;
import java.util.Collection;
import java.util.List;

/** Tables with given small rows and users, for what only compares; nothing can be written. */
record NoTables(
    List<ContentTypeRow> contentTypes,
    List<PermissionRow> permissions,
    List<GroupRow> groups,
    List<UserRow> users)
    implements RowImport {

  static NoTables empty() {
    return new NoTables(List.of(), List.of(), List.of(), List.of());
  }

  @Override
  public List<UserRow> users(Collection<UserId> ids, Collection<String> usernames) {
    return users;
  }

  @Override
  public List<Account> bearers(Collection<String> names, Collection<String> emails) {
    return List.of();
  }

  @Override
  public List<Account> accounts(Collection<UserId> ids) {
    return users.stream().map(UserRow::account).toList();
  }

  @Override
  public void addContentTypes(List<ContentTypeRow> rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void addPermissions(List<PermissionRow> rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void addGroups(List<GroupRow> rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void addUsers(List<UserRow> rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void updateGroups(List<GroupRow> rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void updateUsers(List<UserRow> rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void reserveIds(Table table, long highest) {
    throw new UnsupportedOperationException();
  }
}
