package io.authservice.keycloak.rest;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.wire.UserRecord;

/** The one door from accounts to the wire. */
final class Records {

  private Records() {}

  static UserRecord user(Account account) {
    return new UserRecord(
        account.id(),
        account.username(),
        account.email(),
        account.firstName(),
        account.lastName(),
        account.active(),
        account.staff());
  }
}
