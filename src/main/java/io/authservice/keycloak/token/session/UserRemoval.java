package io.authservice.keycloak.token.session;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserManager;
import org.keycloak.models.UserModel;

/** Removes a user with all that Keycloak keeps about it: sessions, login failures, consents. */
public final class UserRemoval {

  private final KeycloakSession session;

  public UserRemoval(KeycloakSession session) {
    this.session = session;
  }

  /**
   * Removes the user.
   *
   * @return false if it was gone already
   */
  public boolean remove(UserModel user) {
    return new UserManager(session).removeUser(session.getContext().getRealm(), user);
  }
}
