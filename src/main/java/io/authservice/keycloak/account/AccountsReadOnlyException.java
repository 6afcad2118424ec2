package io.authservice.keycloak.account;

/** The database that holds the accounts answers, and refuses to be written. */
public final class AccountsReadOnlyException extends RuntimeException {

  public AccountsReadOnlyException(Throwable cause) {
    super("The database of the accounts refuses to be written", cause);
  }
}
