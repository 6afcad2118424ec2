package io.authservice.keycloak.token;

import io.authservice.keycloak.storage.AccountStorageProvider;
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
final class LoginGate {

  private final KeycloakSession session;
  private final Optional<AccountStorageProvider> storage;

  LoginGate(KeycloakSession session, Optional<AccountStorageProvider> storage) {
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

  /** Empty if the realm's flow is to decide. */
  Optional<Refusal> refusal(String username) {
    Optional<UserModel> user = spelledRight(username);
    if (user.isEmpty()) {
      return Optional.of(new Refusal(Errors.USER_NOT_FOUND, null));
    }
    RealmModel realm = session.getContext().getRealm();
    return Optional.ofNullable(
            AuthenticatorUtils.getDisabledByBruteForceEventError(
                session.getProvider(BruteForceProtector.class), session, realm, user.get()))
        .map(lockedOut -> new Refusal(lockedOut, user.get()));
  }

  private Optional<UserModel> spelledRight(String username) {
    if (username.chars().anyMatch(Character::isISOControl)) {
      return Optional.empty();
    }
    return storage
        .map(accounts -> accounts.getUserByUsername(session.getContext().getRealm(), username))
        .filter(found -> found.getUsername().equals(username));
  }

  /**
   * A refusal that came before the password was looked at must not come sooner than others. Does
   * nothing if the password was.
   */
  void spendTheTimeOfALogin(String password) {
    storage.ifPresent(accounts -> accounts.spendTheTimeOfALogin(password));
  }
}
