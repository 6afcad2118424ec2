package io.authservice.keycloak.account;

/** An account cannot be removed, because rows that are not ours to remove refer to it. */
public final class AccountInUseException extends RuntimeException {

  /**
   * Names who refers to the account.
   *
   * @param table the table that holds such rows
   */
  public AccountInUseException(String table) {
    super("Rows of the table " + table + " refer to the account");
  }

  public AccountInUseException(Throwable cause) {
    super("Rows of another table refer to the account", cause);
  }
}
