package io.authservice.keycloak.migration.source;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.extra.ExtraValues;
import io.authservice.keycloak.account.key.UserId;
import java.util.Optional;

/**
 * What a user has of what the user model has beyond the fields.
 *
 * @param row as the source has it; empty where no other can have the id
 */
public record UserExtras(UserId userId, Optional<Account> row, ExtraValues values) {

  /** Shows no person. */
  @Override
  public String toString() {
    return "UserExtras[" + userId + "]";
  }
}
