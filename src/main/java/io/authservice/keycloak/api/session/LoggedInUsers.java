package io.authservice.keycloak.api.session;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.AccountStorageProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Finds those who log in, before and after. */
public final class LoggedInUsers {

  private final KeycloakSession session;
  private final RealmAccounts accounts;
  private final AccountStorageProvider storage;

  public LoggedInUsers(
      KeycloakSession session, RealmAccounts accounts, AccountStorageProvider storage) {
    this.session = session;
    this.accounts = accounts;
    this.storage = storage;
  }

  /**
   * The name of whoever has an address, where the realm lets people log in by it: there it belongs
   * to one at most. Elsewhere, and of an address that nobody has, the address itself.
   */
  String usernameOf(String address) {
    RealmModel realm = session.getContext().getRealm();
    if (!realm.isLoginWithEmailAllowed() || realm.isDuplicateEmailsAllowed()) {
      return address;
    }
    UserModel user = session.users().getUserByEmail(realm, address);
    return user == null ? address : user.getUsername();
  }

  /** The account that has just been logged in by its name. */
  Account named(String username) {
    UserModel user = storage.getUserByUsername(session.getContext().getRealm(), username);
    if (user == null) {
      throw new IllegalStateException("Who has just logged in is gone");
    }
    return accounts.account(user).orElseThrow(IllegalStateException::new);
  }
}
