package io.authservice.keycloak.storage.remains;

import static io.authservice.keycloak.logging.UserLog.LOG;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.storage.identity.ServerAttributes;
import io.authservice.keycloak.storage.identity.VerifiedEmail;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.keycloak.common.util.MultivaluedHashMap;

/**
 * Binds what Keycloak keeps under a user's id (roles, groups, second factors, links to identity
 * providers, marks, sessions) to the person whom the row stands for. Django deletes users without
 * telling Keycloak, and an id may be given again: to whoever comes then nothing of it belongs.
 *
 * <p>A row is known again by {@code date_joined}, which Django writes once. It is compared to the
 * second: Django's admin cuts off what is finer whenever it saves a user.
 */
public final class UserBinding {

  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  private final FederatedRows rows;
  private final UserRemains remains;
  private final Supplier<Instant> start;

  /**
   * Nothing is read yet.
   *
   * @param start since when there are bonds: what is kept without one for a user who joined before
   *     is the user's
   */
  public UserBinding(FederatedRows rows, UserRemains remains, Supplier<Instant> start) {
    this.rows = rows;
    this.remains = remains;
    this.start = start;
  }

  /**
   * Whether what is kept belongs to the account, as far as its attributes tell. Asks the database
   * nothing.
   */
  public boolean isOwn(Account account, Map<String, List<String>> kept) {
    List<String> bonds = kept.get(ServerAttributes.BOND);
    return bonds == null
        ? kept.isEmpty() || isOfBefore(account)
        : bonds.stream().anyMatch(bond -> isOf(account, bond));
  }

  private boolean isOfBefore(Account account) {
    return account.dateJoined().isBefore(start.get());
  }

  private static boolean isOf(Account account, String bond) {
    try {
      Instant joined = Instant.ofEpochMilli(Long.parseLong(bond));
      return Duration.between(joined, account.dateJoined()).abs().compareTo(TOLERANCE) <= 0;
    } catch (NumberFormatException notOurs) {
      return false;
    }
  }

  public static String bondOf(Account account) {
    return Long.toString(account.dateJoined().toEpochMilli());
  }

  /**
   * Removes what is kept unless it is the account's, and binds what is.
   *
   * @param kept what federated storage holds for the user; holds afterwards what it does then
   * @return false if something was kept of another user
   */
  public boolean settle(String userId, Account account, MultivaluedHashMap<String, String> kept) {
    if (kept.containsKey(ServerAttributes.BOND)
        ? isOwn(account, kept)
        : bind(userId, account, kept)) {
      return true;
    }
    LOG.remainsOfAnEarlierUser(userId);
    remains.remove(userId);
    kept.clear();
    add(userId, ServerAttributes.BOND, bondOf(account), kept);
    return false;
  }

  /** The same for many users, in two statements and one more for each of whom much is kept. */
  public void settleAll(Map<String, Account> accounts) {
    if (accounts.isEmpty()) {
      return;
    }
    Map<String, MultivaluedHashMap<String, String>> attributes = rows.attributes(accounts.keySet());
    Set<String> entered = rows.entered(accounts.keySet());
    Map<String, String> bonds = new HashMap<>();
    accounts.forEach(
        (userId, account) -> {
          MultivaluedHashMap<String, String> kept = attributes.get(userId);
          if (kept == null && !entered.contains(userId)) {
            bonds.put(userId, bondOf(account));
          } else {
            settle(userId, account, kept == null ? new MultivaluedHashMap<>() : kept);
          }
        });
    rows.addAttributes(ServerAttributes.BOND, bonds);
  }

  /** Binds what is kept, unless it is of one who was gone before this account joined. */
  private boolean bind(String userId, Account account, MultivaluedHashMap<String, String> kept) {
    if (isOfBefore(account)) {
      bindVerifiedEmail(userId, account, kept);
      add(userId, ServerAttributes.BOND, bondOf(account), kept);
      return true;
    }
    return bindFirst(userId, account, kept);
  }

  private boolean bindFirst(
      String userId, Account account, MultivaluedHashMap<String, String> kept) {
    boolean first = rows.addFirstAttribute(userId, ServerAttributes.BOND, bondOf(account));
    if (first) {
      kept.add(ServerAttributes.BOND, bondOf(account));
    }
    return first;
  }

  /** The mark of an earlier version is taken for one of the e-mail that it is first seen with. */
  private void bindVerifiedEmail(
      String userId, Account account, MultivaluedHashMap<String, String> kept) {
    if (VerifiedEmail.isUnbound(kept)) {
      add(userId, ServerAttributes.VERIFIED_EMAIL, VerifiedEmail.markOf(account.email()), kept);
    }
    if (kept.remove(ServerAttributes.LEGACY_VERIFIED) != null) {
      rows.removeAttribute(List.of(userId), ServerAttributes.LEGACY_VERIFIED);
    }
  }

  private void add(
      String userId, String name, String value, MultivaluedHashMap<String, String> kept) {
    rows.addAttribute(userId, name, value);
    kept.add(name, value);
  }

  /**
   * Begins anew for an account that was just added.
   *
   * @return what federated storage holds for it then
   */
  public MultivaluedHashMap<String, String> begin(String userId, Account account) {
    MultivaluedHashMap<String, String> kept = new MultivaluedHashMap<>();
    if (!bindFirst(userId, account, kept)) {
      remains.remove(userId);
      add(userId, ServerAttributes.BOND, bondOf(account), kept);
    }
    return kept;
  }

  /** Removes what is kept of a user whose row is gone. */
  public void end(String userId) {
    if (rows.holdsAnything(userId)) {
      LOG.remainsOfAGoneUser(userId);
      remains.remove(userId);
    }
  }
}
