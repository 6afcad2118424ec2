package io.authservice.keycloak.account;

/** The database that holds the accounts does not answer. Worth trying again later. */
public final class AccountsUnavailableException extends RuntimeException {

  public AccountsUnavailableException(String message) {
    super(message);
  }

  public AccountsUnavailableException(Throwable cause) {
    super("The accounts are unavailable", cause);
  }
}
