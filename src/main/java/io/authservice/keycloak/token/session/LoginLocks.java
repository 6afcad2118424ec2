package io.authservice.keycloak.token.session;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserLoginFailureModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.BruteForceProtector;

/** Who is kept out for a while, after too many wrong passwords or one-time codes. */
public final class LoginLocks {

  private final KeycloakSession session;
  private final RealmModel realm;

  public LoginLocks(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** Whether the user is kept out at this moment, and will be let in again by itself. */
  public boolean isLocked(UserModel user) {
    return realm.isBruteForceProtected()
        && session
            .getProvider(BruteForceProtector.class)
            .isTemporarilyDisabled(session, realm, user);
  }

  /** How many logins have failed of late. */
  public int failures(UserModel user) {
    return counted(user)
        .map(known -> known.getNumFailures() + known.getNumSecondaryAuthFailures())
        .orElse(0);
  }

  /**
   * Lets the user in again, and counts anew.
   *
   * @return false if nothing was counted
   */
  public boolean end(UserModel user) {
    boolean counted = counted(user).isPresent();
    if (counted) {
      session.loginFailures().removeUserLoginFailure(realm, user.getId());
    }
    return counted;
  }

  private Optional<UserLoginFailureModel> counted(UserModel user) {
    return Optional.ofNullable(session.loginFailures().getUserLoginFailure(realm, user.getId()));
  }
}
