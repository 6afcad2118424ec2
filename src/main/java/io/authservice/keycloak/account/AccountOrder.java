package io.authservice.keycloak.account;

import io.authservice.keycloak.account.key.UserId;
import java.util.Objects;

/**
 * The order of a list. Accounts with equal keys follow in order of id, so every order is total. Who
 * has no value comes before all who have one.
 *
 * @param descending turns the whole order round, ids included
 */
public record AccountOrder(UserField<?> key, boolean descending) {

  public static final AccountOrder BY_ID = new AccountOrder(UserField.ID, false);

  /** Where an account stands in this order. */
  public Position positionOf(Account account) {
    String value = key == UserField.ID ? "" : Objects.toString(account.get(key), "");
    return new Position(value, account.id());
  }

  public AccountOrder reversed() {
    return new AccountOrder(key, !descending);
  }

  /**
   * A place between two accounts: after the one with this key and id.
   *
   * @param value the key as text; of a moment an ISO-8601 instant, empty for who has none
   */
  public record Position(String value, UserId id) {}
}
