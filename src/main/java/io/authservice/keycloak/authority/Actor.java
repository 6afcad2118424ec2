package io.authservice.keycloak.authority;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.key.UserId;
import java.util.Optional;

/**
 * Who acts, and with what standing: a user by its own account, or a client in its own name.
 *
 * @param account the actor's own; empty for a client, which stands for no user
 */
public record Actor(Optional<Account> account, Standing standing) {

  /** A user, whose flags are its standing. */
  public static Actor user(Account account) {
    return new Actor(Optional.of(account), Standing.of(account));
  }

  /** A client that acts for itself, with what its service account was given. */
  public static Actor client(Standing standing) {
    return new Actor(Optional.empty(), standing);
  }

  boolean is(UserId accountId) {
    return account.filter(own -> own.id().equals(accountId)).isPresent();
  }
}
