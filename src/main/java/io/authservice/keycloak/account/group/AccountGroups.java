package io.authservice.keycloak.account.group;

import io.authservice.keycloak.account.AccountInUseException;
import io.authservice.keycloak.account.key.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The port by which Django's groups are kept, and what accounts are given: groups, and permissions
 * of their own. Permissions themselves are Django's alone and come with its applications.
 *
 * <p>Changes take effect in the database at once, and with the surrounding transaction for others.
 * Who changes the same group or account meanwhile is waited for. Every method may throw {@link
 * AccountsUnavailableException}; those that name permissions or groups throw {@link
 * UnknownReferenceException} for ids that nothing has.
 */
public interface AccountGroups {

  /**
   * Every group in order of name, in one statement.
   *
   * @param counted whether to count what each gives and who is in it, which looks at every member
   */
  List<GroupSummary> list(boolean counted);

  /** One group with its permissions. */
  Optional<GroupRow> byId(long id);

  /**
   * Adds a group.
   *
   * @throws DuplicateGroupException if another group has this name, even one that is being added at
   *     this moment
   */
  GroupRow add(String name, Set<Long> permissionIds);

  /**
   * Changes a group; empty if there is none of this id.
   *
   * @throws DuplicateGroupException if another group has the new name
   */
  Optional<GroupRow> change(long id, GroupChange change);

  /**
   * Removes a group; its members stay.
   *
   * @return false if there was no such group
   * @throws AccountInUseException if other tables refer to it
   */
  boolean remove(long id);

  /** What an account was given; nothing if there is no such account. */
  Assignments grants(UserId accountId);

  /**
   * Gives and takes groups and permissions.
   *
   * @return false if there is no such account
   */
  boolean change(UserId accountId, AssignmentChange change);
}
