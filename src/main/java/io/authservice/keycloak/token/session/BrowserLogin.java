package io.authservice.keycloak.token.session;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;

/** Who is logged in in the browser that sent the request, by Keycloak's own cookie. */
public final class BrowserLogin {

  private final KeycloakSession session;
  private final RealmModel realm;

  public BrowserLogin(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** Empty if nobody is. */
  public Optional<UserModel> user() {
    return Optional.ofNullable(
            AuthenticationManager.authenticateIdentityCookie(session, realm, true))
        .map(AuthenticationManager.AuthResult::user);
  }
}
