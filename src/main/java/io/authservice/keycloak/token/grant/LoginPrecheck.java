package io.authservice.keycloak.token.grant;

import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.identity.CachedUsers;
import io.authservice.keycloak.storage.provider.AccountStorageProvider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.BruteForceProtector;

/**
 * Logins that are refused before the realm's flow is asked, and the time they take.
 *
 * <p>Django tells "Ada" from "ada"; Keycloak's flow would let in either, or a name with control
 * characters in it. A user who is locked out would be refused by the flow just the same, but after
 * a hash of Keycloak's own kind, by whose time the user could be told from one who does not exist.
 */
final class LoginPrecheck {

  /** No table has room for a longer one. */
  private static final int LONGEST_NAME = 255;

  private final KeycloakSession session;
  private final Optional<AccountStorageProvider> storage;

  LoginPrecheck(KeycloakSession session, Optional<AccountStorageProvider> storage) {
    this.session = session;
    this.storage = storage;
  }

  /**
   * Why a login is refused unasked.
   *
   * @param error one of Keycloak's {@link Errors}
   * @param user who would have logged in; null for an unknown name
   */
  record Refusal(String error, @Nullable UserModel user) {

    void report(EventBuilder event) {
      if (user != null) {
        event.user(user);
      }
      event.error(error);
    }
  }

  /**
   * Empty if the realm's flow is to decide. Then the login is watched: the flow looks for the user
   * in its own way, and may find another.
   */
  Optional<Refusal> refusal(String username) {
    Optional<UserModel> user = spelledRight(username);
    if (user.isEmpty()) {
      return Optional.of(new Refusal(Errors.USER_NOT_FOUND, null));
    }
    RealmModel realm = session.getContext().getRealm();
    Optional<Refusal> refusal =
        Optional.ofNullable(
                AuthenticatorUtils.getDisabledByBruteForceEventError(
                    session.getProvider(BruteForceProtector.class), session, realm, user.get()))
            .map(lockedOut -> new Refusal(lockedOut, user.get()));
    if (refusal.isEmpty()) {
      LoginWatch.begin(session, user.get());
    }
    return refusal;
  }

  private Optional<UserModel> spelledRight(String username) {
    if (username.length() > LONGEST_NAME || username.chars().anyMatch(Character::isISOControl)) {
      return Optional.empty();
    }
    return storage.flatMap(accounts -> spelledRight(accounts, username));
  }

  /** Asks Keycloak's cache, which the flow is going to ask for the same user. */
  private Optional<UserModel> spelledRight(AccountStorageProvider accounts, String username) {
    RealmModel realm = session.getContext().getRealm();
    UserModel known = session.users().getUserByUsername(realm, username);
    if (known != null && known.getUsername().equals(username) && isOurs(known)) {
      return Optional.of(known);
    }
    Optional<UserModel> stored =
        Optional.ofNullable(accounts.getUserByUsername(realm, username))
            .filter(user -> user.getUsername().equals(username));
    if (stored.isPresent() && known != null) {
      // The cache has room for one of those whose names differ by letter case alone.
      new CachedUsers(session, realm).forget(known);
    }
    return stored;
  }

  private boolean isOurs(UserModel user) {
    return new RealmAccounts(session, session.getContext().getRealm()).owns(user);
  }

  /**
   * A refusal that came before the password was looked at must not come sooner than others. Does
   * nothing if the password was.
   */
  void spendTheTimeOfALogin(String password) {
    storage.ifPresent(accounts -> accounts.spendTheTimeOfALogin(password));
  }
}
