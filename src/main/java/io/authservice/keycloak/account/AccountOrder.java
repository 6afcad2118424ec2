package io.authservice.keycloak.account;

import java.util.Objects;

/**
 * The order of a list. Accounts with equal keys follow in order of id, so every order is total.
 *
 * @param descending turns the whole order round, ids included
 */
public record AccountOrder(Key key, boolean descending) {

  public static final AccountOrder BY_ID = new AccountOrder(Key.ID, false);

  /** The columns a list can be ordered by. Who never logged in comes before all who did. */
  public enum Key {
    ID,
    USERNAME,
    EMAIL,
    FIRST_NAME,
    LAST_NAME,
    ACTIVE,
    STAFF,
    SUPERUSER,
    DATE_JOINED,
    LAST_LOGIN
  }

  /** Where an account stands in this order. */
  public Position positionOf(Account account) {
    String value =
        switch (key) {
          case ID -> "";
          case USERNAME -> account.username();
          case EMAIL -> account.email();
          case FIRST_NAME -> account.firstName();
          case LAST_NAME -> account.lastName();
          case ACTIVE -> Boolean.toString(account.active());
          case STAFF -> Boolean.toString(account.staff());
          case SUPERUSER -> Boolean.toString(account.superuser());
          case DATE_JOINED -> account.dateJoined().toString();
          case LAST_LOGIN -> Objects.toString(account.lastLogin(), "");
        };
    return new Position(value, account.id());
  }

  public AccountOrder reversed() {
    return new AccountOrder(key, !descending);
  }

  /**
   * A place between two accounts: after the one with this key and id.
   *
   * @param value the key as text; an ISO-8601 instant for {@link Key#DATE_JOINED} and {@link
   *     Key#LAST_LOGIN}, empty for who never logged in
   */
  public record Position(String value, long id) {}
}
