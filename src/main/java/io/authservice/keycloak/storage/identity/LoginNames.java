package io.authservice.keycloak.storage.identity;

import io.authservice.keycloak.account.LetterCase;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.constants.ServiceAccountConstants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What users of a realm log in by. Where addresses do, none may be another user's address or name:
 * whoever took it would be found in the other's stead.
 */
public final class LoginNames {

  private final KeycloakSession session;
  private final RealmModel realm;

  public LoginNames(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /**
   * Passes a username.
   *
   * @param ownId of whom it is to be; null for a new user
   * @throws ModelDuplicateException if it is the address of another user, who logs in by it, or is
   *     as those of service accounts
   */
  public void requireFreeName(String username, @Nullable String ownId) {
    if (isOfServiceAccounts(username)) {
      throw new ModelDuplicateException("The username is of a service account", UserModel.USERNAME);
    }
    if (realm.isLoginWithEmailAllowed()
        && isAddress(username)
        && isAnother(session.users().getUserByEmail(realm, username), ownId)) {
      throw new ModelDuplicateException("The username is in use", UserModel.USERNAME);
    }
  }

  /**
   * Passes an address.
   *
   * @param ownId of whom it is to be
   * @throws ModelDuplicateException if it is another user's, and addresses are unique, or another
   *     user's name, and users log in by address
   */
  public void requireFreeAddress(String address, String ownId) {
    boolean taken =
        isAddress(address)
            && ((!realm.isDuplicateEmailsAllowed()
                    && isAnother(session.users().getUserByEmail(realm, address), ownId))
                || (realm.isLoginWithEmailAllowed()
                    && isAnother(session.users().getUserByUsername(realm, address), ownId)));
    if (taken) {
      throw new ModelDuplicateException("The address is in use", UserModel.EMAIL);
    }
  }

  /** Keycloak makes users of such names for its clients, and keeps them itself. */
  public static boolean isOfServiceAccounts(String username) {
    return LetterCase.ignored(username)
        .startsWith(ServiceAccountConstants.SERVICE_ACCOUNT_USER_PREFIX);
  }

  /** Keycloak looks for no user by the address unless there is one in what was typed. */
  private static boolean isAddress(String text) {
    return text.indexOf('@') >= 0;
  }

  private static boolean isAnother(@Nullable UserModel found, @Nullable String ownId) {
    return found != null && !found.getId().equals(ownId);
  }
}
