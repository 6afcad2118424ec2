package io.authservice.keycloak.account;

import io.authservice.keycloak.account.group.AccountGroups;
import io.authservice.keycloak.account.group.AccountPermissions;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.key.UserIdKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The port to where accounts are kept. Every method may throw {@link AccountsUnavailableException}
 * when the database does not answer: an outage is never reported as "no such account".
 */
public interface Accounts {

  /** What the ids of all accounts are. */
  UserIdKind ids();

  Optional<EditableAccount> byId(UserId id);

  /**
   * Letter case is ignored, as Keycloak does; where the table holds names that differ only in case,
   * the exact spelling wins.
   */
  Optional<EditableAccount> byUsername(String username);

  /** Letter case is ignored; of several accounts with one e-mail the oldest is returned. */
  Optional<EditableAccount> byEmail(String email);

  /** One row without opening it for change: at most one statement. */
  Optional<Account> read(UserId id);

  /**
   * One row, which nobody else changes until the transaction ends; who is changing it is waited
   * for.
   */
  Optional<Account> held(UserId id);

  /**
   * Adds an active account without a usable password.
   *
   * @throws DuplicateUsernameException if the name is taken, whatever its letter case, even by a
   *     registration that is racing this one
   */
  EditableAccount add(String username, Instant dateJoined);

  /**
   * Removes one account.
   *
   * @return false if there was no such account
   */
  boolean remove(UserId id);

  /** Removes every account; for a realm that goes away with its users. */
  void removeAll();

  /** A page in ascending order of username. */
  List<EditableAccount> search(AccountQuery query, int offset, int limit);

  long count(AccountQuery query);

  /**
   * Every account in ascending order of id, in one statement that reads what lists show, streamed:
   * rows are not kept. Close the stream.
   */
  Stream<ListedAccount> all();

  /**
   * Every account that matches, in one statement, streamed: rows are not kept. Close the stream.
   */
  Stream<Account> stream(AccountQuery query, AccountOrder order);

  /**
   * A page of those that match, in one statement. A page that starts after a position costs the
   * same however deep it lies; one that starts at an offset costs what it skips.
   */
  List<Account> page(
      AccountQuery query,
      AccountOrder order,
      Optional<AccountOrder.Position> after,
      int offset,
      int limit);

  /** Whether there is a place where a field of an account is written. */
  boolean isWritable(UserField<?> field);

  /** Whether there is a place for groups and permissions. */
  boolean haveGroups();

  /** The groups and permissions of these accounts. */
  AccountPermissions permissions();

  /** The groups there are, and who is in them. */
  AccountGroups groups();

  void recordLogin(UserId id, Instant at);

  /**
   * Replaces a hash only if it is still the one that was read, so that no newer password is lost.
   */
  boolean replacePasswordHash(UserId id, String expected, String encoded);
}
