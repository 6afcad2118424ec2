package io.authservice.keycloak.account;

import java.time.Instant;

/**
 * One account open for change. Changes are written when the surrounding transaction commits, each
 * column only if it changed.
 */
public interface EditableAccount {

  /** The account as it stands now, changes of this transaction included. */
  Account account();

  /** The stored hash in one of Django's formats; anything else never matches a password. */
  String passwordHash();

  void changePasswordHash(String encoded);

  /**
   * Takes effect in the database at once.
   *
   * @throws DuplicateUsernameException if another account has this name, whatever its letter case
   */
  void rename(String username);

  void changeEmail(String email);

  void changeFirstName(String firstName);

  void changeLastName(String lastName);

  void changeActive(boolean active);

  void changeStaff(boolean staff);

  void changeSuperuser(boolean superuser);

  void changeDateJoined(Instant dateJoined);
}
