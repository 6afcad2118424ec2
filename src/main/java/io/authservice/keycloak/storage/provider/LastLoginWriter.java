package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.key.UserId;
import java.time.Instant;

/** How the date of a login is written. */
interface LastLoginWriter {

  void record(UserId accountId, Instant at);

  /** In the transaction of the login. */
  static LastLoginWriter atOnce(Accounts accounts) {
    return accounts::recordLogin;
  }

  /** After it: a database of others that refuses the write must not refuse the login. */
  static LastLoginWriter afterwards(DeferredWrites writes) {
    return (accountId, at) -> writes.write(accounts -> accounts.recordLogin(accountId, at));
  }

  /** Nowhere. */
  static LastLoginWriter never() {
    return (accountId, at) -> {};
  }
}
