package io.authservice.keycloak.account.row;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.account.TakenValueException;
import io.authservice.keycloak.account.group.GroupRow;
import io.authservice.keycloak.account.key.UserId;
import java.util.Collection;
import java.util.List;

/**
 * The port by which whole rows are moved into the accounts' tables, ids included. Rows are written
 * in batches and take effect with the surrounding transaction.
 *
 * <p>Every method may throw {@link AccountsUnavailableException}; those that write throw {@link
 * TakenValueException} when a unique column already holds a value.
 */
public interface RowImport {

  /** Tables whose ids the database counts. */
  enum Table {
    CONTENT_TYPES,
    PERMISSIONS,
    GROUPS,
    USERS
  }

  List<ContentTypeRow> contentTypes();

  List<PermissionRow> permissions();

  List<GroupRow> groups();

  /** Users with any of these ids, or any of these names whatever their letter case. */
  List<UserRow> users(Collection<UserId> ids, Collection<String> usernames);

  /** The users of these ids. */
  List<Account> accounts(Collection<UserId> ids);

  /**
   * Users whose e-mail is one of these names, or whose name is one of these e-mails, whatever their
   * letter case.
   */
  List<Account> bearers(Collection<String> names, Collection<String> emails);

  void addContentTypes(List<ContentTypeRow> rows);

  void addPermissions(List<PermissionRow> rows);

  void addGroups(List<GroupRow> rows);

  void addUsers(List<UserRow> rows);

  /** Gives the group of this id these permissions and no others. */
  void updateGroups(List<GroupRow> rows);

  /** Overwrites every column and membership of the users of these ids. */
  void updateUsers(List<UserRow> rows);

  /**
   * Sees to it that the database gives new rows ids above this one, where it counts them. Never
   * takes an id back. Call it in a transaction of its own: some databases commit with it.
   */
  void reserveIds(Table table, long highest);
}
