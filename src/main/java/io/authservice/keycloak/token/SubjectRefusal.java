package io.authservice.keycloak.token;

import io.authservice.keycloak.token.TokenRefusedException.Reason;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.JsonWebToken;

/** Why Keycloak refuses a token that is genuine: for its user's sake, or for its session's. */
public final class SubjectRefusal {

  private final KeycloakSession session;

  public SubjectRefusal(KeycloakSession session) {
    this.session = session;
  }

  public Reason reason(JsonWebToken token) {
    UserModel user =
        token.getSubject() == null
            ? null
            : session.users().getUserById(session.getContext().getRealm(), token.getSubject());
    if (user == null) {
      return Reason.USER_NOT_FOUND;
    }
    return user.isEnabled() ? Reason.INVALID_TOKEN : Reason.USER_INACTIVE;
  }
}
