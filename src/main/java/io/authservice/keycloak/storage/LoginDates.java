package io.authservice.keycloak.storage;

import io.authservice.keycloak.account.Accounts;
import java.time.Instant;

/** How the date of a login is written. */
interface LoginDates {

  void record(long accountId, Instant at);

  /** In the transaction of the login. */
  static LoginDates atOnce(Accounts accounts) {
    return accounts::recordLogin;
  }

  /** After it: a database of others that refuses the write must not refuse the login. */
  static LoginDates afterwards(LaterWrites writes) {
    return (accountId, at) -> writes.write(accounts -> accounts.recordLogin(accountId, at));
  }

  /** Nowhere. */
  static LoginDates never() {
    return (accountId, at) -> {};
  }
}
