package io.authservice.keycloak.account;

import org.jspecify.annotations.Nullable;

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

  /** Whether the table has a place where the field is written. */
  boolean isWritable(UserField<?> field);

  /**
   * Changes a field. A username takes effect in the database at once.
   *
   * @throws DuplicateUsernameException if another account has this username, whatever its letter
   *     case
   * @throws IllegalArgumentException if the field is not writable, or none that is changed so: the
   *     id, the last login and the password
   */
  <T extends @Nullable Object> void change(UserField<T> field, T value);
}
