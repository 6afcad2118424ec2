package io.authservice.keycloak.testing;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import java.time.Instant;

/** Accounts for tests that need a user, and of it no more than they say. */
public final class TestAccount {

  private TestAccount() {}

  /**
   * An active user without staff or superuser status, whose other texts are blank, who joined at
   * the epoch and never logged in.
   */
  public static Account of(long id, String username) {
    return of(UserId.of(id), username);
  }

  /** The same with an id of any kind. */
  public static Account of(UserId id, String username) {
    return Account.from(
            field ->
                switch (field.kind()) {
                  case KEY -> id;
                  case TEXT -> "";
                  case FLAG -> false;
                  case MOMENT -> field.isNullable() ? null : Instant.EPOCH;
                })
        .with(UserField.USERNAME, username)
        .with(UserField.ACTIVE, true);
  }

  /** The same with a name and an e-mail address. */
  public static Account of(long id, String username, String email, String first, String last) {
    return of(UserId.of(id), username, email, first, last);
  }

  /** The same with an id of any kind. */
  public static Account of(UserId id, String username, String email, String first, String last) {
    return of(id, username)
        .with(UserField.EMAIL, email)
        .with(UserField.FIRST_NAME, first)
        .with(UserField.LAST_NAME, last);
  }
}
