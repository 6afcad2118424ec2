package io.authservice.keycloak.token.session;

import io.authservice.keycloak.storage.identity.AccountSecured;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;
import org.keycloak.representations.AccessToken;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Ends what was issued to a user when the password changes or the user is deactivated, by whatever
 * door and in its transaction. A new password spares the session in which its own user set it.
 */
public final class SessionEndListener implements ProviderEventListener {

  @Override
  public void onEvent(ProviderEvent event) {
    if (event instanceof AccountSecured secured) {
      UserSessions sessions = new UserSessions(secured.session(), secured.realm());
      switch (secured.cause()) {
        case DEACTIVATION -> sessions.endAll(secured.user());
        case NEW_PASSWORD ->
            sessions.endAllBut(
                secured.user(), ownSession(secured.session().getContext(), secured.user()));
      }
    }
  }

  /** The session the user acts in: of the request's bearer token, or of a login under way. */
  private static @Nullable String ownSession(KeycloakContext context, UserModel user) {
    if (context.getBearerToken() instanceof AccessToken bearer) {
      return is(user, context.getUser()) ? bearer.getSessionId() : null;
    }
    AuthenticationSessionModel login = context.getAuthenticationSession();
    return Optional.ofNullable(login)
        .filter(found -> is(user, found.getAuthenticatedUser()))
        .map(found -> found.getParentSession().getId())
        .orElse(null);
  }

  private static boolean is(UserModel user, @Nullable UserModel other) {
    return other != null && user.getId().equals(other.getId());
  }
}
